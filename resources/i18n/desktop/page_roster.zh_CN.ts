<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>RosterPage</name>
    <message>
        <source>Roster</source>
        <translation>名册</translation>
    </message>
    <message>
        <source>Find by name, pinyin, initials or code</source>
        <translation>按名称、拼音、首字母或代码查找</translation>
    </message>
    <message>
        <source>Nobody takes part yet</source>
        <translation>还没有参评载体</translation>
    </message>
    <message>
        <source>Add the carriers that take part in this round.</source>
        <translation>请先把参加本轮考评的载体列入名册。</translation>
    </message>
    <message>
        <source>Carriers: {0}</source>
        <translation>共 {0} 家</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>USCC</source>
        <translation>统一社会信用代码</translation>
    </message>
</context>
</TS>
