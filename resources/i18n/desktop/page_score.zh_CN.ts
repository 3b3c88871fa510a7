<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ScorePage</name>
    <message>
        <source>Scores and grades</source>
        <translation>评分定级</translation>
    </message>
</context>
</TS>
