<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Fuping</source>
        <translation>关于孵评</translation>
    </message>
    <message>
        <source>Fonts and libraries</source>
        <translation>字体与程序库</translation>
    </message>
    <message>
        <source>Fuping</source>
        <translation>孵评</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>Works on this computer alone: nothing is sent anywhere, nothing is fetched from a network.</source>
        <translation>只在本机运行：不向外发送任何内容，也不从网络获取任何内容。</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>What a developer asks for first. It holds no data of carriers or firms, and no names of files.</source>
        <translation>开发人员首先会问的内容。不含载体或企业的数据，也不含文件名。</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>在手册中查找</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>manual.en.md</source>
        <translation>manual.zh-CN.md</translation>
    </message>
    <message>
        <source>Found: {0}</source>
        <translation>共 {0} 处</translation>
    </message>
</context>
</TS>
