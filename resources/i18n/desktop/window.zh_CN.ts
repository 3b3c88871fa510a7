<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Dialogs</name>
    <message>
        <source>“{0}” is still under way.</source>
        <translation>“{0}”还没有完成。</translation>
    </message>
    <message>
        <source>Stopping takes back what it had begun; everything before is in the file.</source>
        <translation>停止后，已开始的部分会撤回；此前的内容都已在文件中。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续进行</translation>
    </message>
    <message>
        <source>Build the sample district anew?</source>
        <translation>重新建立示例区？</translation>
    </message>
    <message>
        <source>Whatever was entered or changed in it is lost. Your own workspaces are not touched.</source>
        <translation>在示例区里录入和修改的内容都会丢失。您自己的工作区不受影响。</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Fuping</source>
        <translation>孵评</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo {0}</source>
        <translation>撤销 {0}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo {0}</source>
        <translation>重做 {0}</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>New round…</source>
        <translation>新建考评轮次…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Sample district</source>
        <translation>示例区</translation>
    </message>
    <message>
        <source>Sample district: start over</source>
        <translation>示例区：从头开始</translation>
    </message>
    <message>
        <source>Add a kind of carriers…</source>
        <translation>增加载体类型…</translation>
    </message>
    <message>
        <source>Next year&apos;s round…</source>
        <translation>下一年度的轮次…</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Who is at the desk…</source>
        <translation>当前经办人…</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>新建窗口</translation>
    </message>
    <message>
        <source>Close workspace</source>
        <translation>关闭工作区</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>在本页查找</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>转到…</translation>
    </message>
    <message>
        <source>Kind of carriers</source>
        <translation>载体类型</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门步骤</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>诊断信息…</translation>
    </message>
    <message>
        <source>About Fuping</source>
        <translation>关于孵评</translation>
    </message>
    <message>
        <source>Go to a page or a carrier (Ctrl+K)</source>
        <translation>转到页面或载体 (Ctrl+K)</translation>
    </message>
</context>
<context>
    <name>WorkspaceView</name>
    <message>
        <source>This is an earlier round: {0}. Whatever is entered here belongs to it.</source>
        <translation>这是以前的轮次：{0}。在这里填写、修改的都归这一轮。</translation>
    </message>
    <message>
        <source>Go to {0}</source>
        <translation>回到 {0}</translation>
    </message>
</context>
</TS>
