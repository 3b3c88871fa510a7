<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CollectPage</name>
    <message>
        <source>Returns</source>
        <translation>收表</translation>
    </message>
</context>
</TS>
