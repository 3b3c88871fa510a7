<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Page</name>
    <message>
        <source>This page is being read</source>
        <translation>正在读取本页</translation>
    </message>
    <message>
        <source>Reading was stopped. Turn to this page again to read on.</source>
        <translation>已停止读取。再次进入本页时重新读取。</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Roster</source>
        <translation>名册</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>收表</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Expert review</source>
        <translation>评审</translation>
    </message>
    <message>
        <source>Scores and grades</source>
        <translation>评分定级</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>定级审定</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>扶持</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Rubric</source>
        <translation>评分细则</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>政策</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>规则草稿</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Entry on screen</source>
        <translation>屏幕录入</translation>
    </message>
</context>
</TS>
