<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>VerifyPage</name>
    <message>
        <source>Verification</source>
        <translation>核验</translation>
    </message>
</context>
</TS>
