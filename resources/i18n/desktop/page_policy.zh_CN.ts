<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PolicyLeaves</name>
    <message>
        <source>Adopted {0} by {1}, from {2}</source>
        <translation>{1} 于 {0} 采用，来自 {2}</translation>
    </message>
    <message>
        <source>Comes with the program ({2}); not adopted yet</source>
        <translation>随程序提供（{2}），尚未采用</translation>
    </message>
    <message>
        <source>with open figures</source>
        <translation>有待定数额</translation>
    </message>
    <message>
        <source>Open figure</source>
        <translation>待定数额</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Open figures</source>
        <translation>待定数额</translation>
    </message>
    <message>
        <source>The text names no number here, or leaves it to the district. Nothing is filled in.</source>
        <translation>文件没有写明数额，或者留给区里确定。程序不代为填写。</translation>
    </message>
</context>
<context>
    <name>PolicyPage</name>
    <message>
        <source>Find a clause: what for, for whom, article…</source>
        <translation>查找条款：事由、对象、条文…</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>受益对象</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>所有对象</translation>
    </message>
    <message>
        <source>Only with open figures</source>
        <translation>只看有待定数额的</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>What the policy says</source>
        <translation>政策怎么说</translation>
    </message>
    <message>
        <source>No clause is as you look for it. Clear the search or the filter to see all.</source>
        <translation>没有符合条件的条款。清除查找或筛选即可看到全部。</translation>
    </message>
    <message>
        <source>Adopting a policy</source>
        <translation>采用政策</translation>
    </message>
    <message>
        <source>{0} is adopted</source>
        <translation>已采用“{0}”</translation>
    </message>
    <message>
        <source>Adopt a policy</source>
        <translation>采用一份政策</translation>
    </message>
    <message>
        <source>Policies (*.toml)</source>
        <translation>政策 (*.toml)</translation>
    </message>
    <message>
        <source>It stands beside those that are adopted already. What is adopted is kept for good; this cannot be undone.</source>
        <translation>它与已采用的政策并列。采用以后一直保留，不能撤销。</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>已采用</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Adoption</source>
        <translation>采用情况</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Adopt</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Adopt a file…</source>
        <translation>采用文件…</translation>
    </message>
</context>
</TS>
