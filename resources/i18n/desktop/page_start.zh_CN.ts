<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
        <source>Workspaces (*.fuping)</source>
        <translation>工作区 (*.fuping)</translation>
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
        <source>New round …</source>
        <translation>新建考评…</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Sample district</source>
        <translation>示例区</translation>
    </message>
</context>
</TS>
