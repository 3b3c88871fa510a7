<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>KindCard</name>
    <message>
        <source>Take over the roster, carriers: {0}</source>
        <translation>沿用参评名单（{0} 家）</translation>
    </message>
    <message>
        <source>Points and grades will be compared with those sealed for {0}.</source>
        <translation>得分、等级将与 {0} 年度封存的结果比较。</translation>
    </message>
    <message>
        <source>Nothing is sealed for {0} yet: until that is done, there is nothing to compare with.</source>
        <translation>{0} 年度还没有封存的结果；封存之前，无从比较。</translation>
    </message>
    <message>
        <source>Form: {0}</source>
        <translation>填报表式：{0}</translation>
    </message>
</context>
<context>
    <name>KindDialog</name>
    <message>
        <source>Add a kind of carriers</source>
        <translation>增加载体类型</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>&amp;Rubric</source>
        <translation>评分细则(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Kind of carriers</source>
        <translation>载体类型(&amp;K)</translation>
    </message>
    <message>
        <source>Assessed in the same year, with a form, a roster and ranks of its own.</source>
        <translation>在同一年度考评，有自己的填报表式、名册和排名。</translation>
    </message>
</context>
<context>
    <name>NewRoundDialog</name>
    <message>
        <source>New round</source>
        <translation>新建考评轮次</translation>
    </message>
    <message>
        <source>such as 示例区科学技术委员会</source>
        <translation>如：示例区科学技术委员会</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Make the round</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Making…</source>
        <translation>正在新建…</translation>
    </message>
    <message>
        <source>Where the workspace is kept</source>
        <translation>工作区文件的位置</translation>
    </message>
    <message>
        <source>Workspaces (*.fuping)</source>
        <translation>工作区 (*.fuping)</translation>
    </message>
    <message>
        <source>on the data of</source>
        <translation>数据年度</translation>
    </message>
    <message>
        <source>&amp;District commission</source>
        <translation>区科技主管部门(&amp;D)</translation>
    </message>
    <message>
        <source>Assessment &amp;year</source>
        <translation>考评年度(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Rubric</source>
        <translation>评分细则(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Kind of carriers</source>
        <translation>载体类型(&amp;K)</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>您的姓名(&amp;N)</translation>
    </message>
    <message>
        <source>Workspace &amp;file</source>
        <translation>工作区文件(&amp;F)</translation>
    </message>
    <message>
        <source>What you call these carriers; without a word of yours, the title of their form</source>
        <translation>贵区对这类载体的叫法；不填则用填报表式的名称</translation>
    </message>
    <message>
        <source>All of the round is kept in this one file. Other kinds of carriers can be added later.</source>
        <translation>本轮考评的全部内容都在这一个文件里。其他载体类型可以以后再增加。</translation>
    </message>
</context>
<context>
    <name>NextRoundDialog</name>
    <message>
        <source>Next year&apos;s round</source>
        <translation>下一年度的轮次</translation>
    </message>
    <message>
        <source>Begin the round</source>
        <translation>开始轮次</translation>
    </message>
    <message>
        <source>Begin the round of {0}</source>
        <translation>开始 {0} 年度的轮次</translation>
    </message>
    <message>
        <source>by the data of the year</source>
        <translation>数据年度</translation>
    </message>
    <message>
        <source>Assessment &amp;year</source>
        <translation>考评年度(&amp;Y)</translation>
    </message>
    <message>
        <source>In the same workspace file. Forms go on as they are; returns, marks and the last day begin anew.</source>
        <translation>在同一个工作区文件里。填报表式沿用；填报表、评分、报送截止日从头开始。</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Recent workspaces</source>
        <translation>最近的工作区</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take off the list (the file stays)</source>
        <translation>从列表中移除（文件保留）</translation>
    </message>
</context>
<context>
    <name>RubricPicker</name>
    <message>
        <source>Rubric</source>
        <translation>评分细则</translation>
    </message>
    <message>
        <source>As before: {0}</source>
        <translation>沿用：{0}</translation>
    </message>
    <message>
        <source>{0} · form: {1}</source>
        <translation>{0} · 填报表式：{1}</translation>
    </message>
    <message>
        <source>A file of my own…</source>
        <translation>使用自己的文件…</translation>
    </message>
    <message>
        <source>Choose a rubric</source>
        <translation>选择评分细则</translation>
    </message>
    <message>
        <source>Rubrics (*.toml)</source>
        <translation>评分细则 (*.toml)</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent workspaces</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Nothing has been opened here yet. Make a round, open a workspace, or look at the sample district.</source>
        <translation>这里还没有打开过工作区。可以新建考评轮次、打开工作区，或先看看示例区。</translation>
    </message>
    <message>
        <source>Opening {0}…</source>
        <translation>正在打开 {0}…</translation>
    </message>
    <message>
        <source>Workspaces (*.fuping)</source>
        <translation>工作区 (*.fuping)</translation>
    </message>
    <message>
        <source>Building the sample district</source>
        <translation>正在建立示例区</translation>
    </message>
    <message>
        <source>An invented district of 36 carriers to try everything out on</source>
        <translation>虚构的一个区，36 家载体，可放心试用各项功能</translation>
    </message>
    <message>
        <source>Fuping</source>
        <translation>孵评</translation>
    </message>
    <message>
        <source>The assessment desk for incubators and other innovation carriers</source>
        <translation>孵化器等科技创新载体的考评工作台</translation>
    </message>
    <message>
        <source>New round…</source>
        <translation>新建考评…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Sample district</source>
        <translation>示例区</translation>
    </message>
</context>
</TS>
