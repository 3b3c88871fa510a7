<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Asking</name>
    <message>
        <source>Folder for the reports</source>
        <translation>报告存到哪个文件夹</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Files are there already</source>
        <translation>已有同名文件</translation>
    </message>
    <message>
        <source>Reports of that name in the folder: {0}</source>
        <translation>文件夹里已有同名报告：{0} 份</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两份都留</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Before it goes out</source>
        <translation>印发之前</translation>
    </message>
    <message>
        <source>The paper itself says nothing of this:</source>
        <translation>以下情况不印在文件上，请先知悉：</translation>
    </message>
    <message>
        <source>Make it all the same</source>
        <translation>照样生成</translation>
    </message>
</context>
<context>
    <name>GoingOut</name>
    <message>
        <source>Saving reports</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Printing reports</source>
        <translation>打印报告</translation>
    </message>
    <message>
        <source>Making reports for the printer</source>
        <translation>生成要打印的报告</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>Issued reports</source>
        <translation>印发记录</translation>
    </message>
    <message>
        <source>Save again…</source>
        <translation>重新保存…</translation>
    </message>
    <message>
        <source>The very bytes that went out</source>
        <translation>和当时印出的一个字节不差</translation>
    </message>
    <message>
        <source>Nothing has gone out yet</source>
        <translation>还没有印发过报告</translation>
    </message>
    <message>
        <source>Reports that are saved or printed are listed here.</source>
        <translation>保存或打印过的报告会列在这里。</translation>
    </message>
    <message>
        <source>Reports issued: {0}</source>
        <translation>共印发 {0} 份</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>本次结果</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>以前的结果</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>印发时间</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>评分结果</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>Choose a carrier to see its report.</source>
        <translation>选一家载体，这里显示它的报告。</translation>
    </message>
    <message>
        <source>not issued yet</source>
        <translation>尚未印发</translation>
    </message>
    <message>
        <source>issued by {0}</source>
        <translation>已印发，经手人 {0}</translation>
    </message>
</context>
<context>
    <name>PageModel</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>第 {0} 页，共 {1} 页</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Own template {0}</source>
        <translation>本区文稿 {0}</translation>
    </message>
    <message>
        <source>Example template {0}</source>
        <translation>示例文稿 {0}</translation>
    </message>
    <message>
        <source>issued {0}, last {1}</source>
        <translation>已出具 {0} 份，最近 {1}</translation>
    </message>
    <message>
        <source>not issued yet</source>
        <translation>尚未出具</translation>
    </message>
    <message>
        <source>Which paper</source>
        <translation>哪种公文</translation>
    </message>
    <message>
        <source>Language of the paper</source>
        <translation>公文的语言</translation>
    </message>
    <message>
        <source>All of this paper comes from the sealed result: there is nothing to fill in.</source>
        <translation>内容全部来自封存的评分结果，没有要填的词。</translation>
    </message>
    <message>
        <source>To whom the paper goes</source>
        <translation>发给哪些载体</translation>
    </message>
    <message>
        <source>All shown</source>
        <translation>全选所列</translation>
    </message>
    <message>
        <source>Template…</source>
        <translation>文稿…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Editable…</source>
        <translation>可编辑稿…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the wording as a file, to be adapted and put beside the workspace</source>
        <translation>把文稿存成文件，改好后放到工作区旁</translation>
    </message>
    <message>
        <source>A .docx file with the same words and page</source>
        <translation>用词和版式相同的 .docx 文件</translation>
    </message>
    <message>
        <source>As PDF (Ctrl+S); what is ticked, else what is selected</source>
        <translation>存为 PDF（Ctrl+S）；有勾选的存勾选的，否则存所选的</translation>
    </message>
    <message>
        <source>Through the system&apos;s dialog (Ctrl+P)</source>
        <translation>用系统的打印对话框（Ctrl+P）</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Times issued</source>
        <translation>已出具</translation>
    </message>
    <message>
        <source>Word “{0}”</source>
        <translation>公文用词“{0}”</translation>
    </message>
    <message>
        <source>Choose a carrier to see its paper.</source>
        <translation>选一家载体，看发给它的公文。</translation>
    </message>
    <message>
        <source>words missing: {0}</source>
        <translation>尚缺 {0} 个词</translation>
    </message>
    <message>
        <source>all words are there</source>
        <translation>用词已填齐</translation>
    </message>
</context>
<context>
    <name>PapersOut</name>
    <message>
        <source>Saving papers</source>
        <translation>正在保存公文</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>公文</translation>
    </message>
    <message>
        <source>Printing papers</source>
        <translation>正在打印公文</translation>
    </message>
    <message>
        <source>Making papers for the printer</source>
        <translation>正在为打印生成公文</translation>
    </message>
</context>
<context>
    <name>PatternDialog</name>
    <message>
        <source>Names of the files</source>
        <translation>文件命名</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>命名规则</translation>
    </message>
    <message>
        <source>Fields in braces are filled in for each report.</source>
        <translation>花括号里的字段按每份报告填写。</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>例如</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Choose a carrier to see its report.</source>
        <translation>选一家载体，这里显示它的报告。</translation>
    </message>
    <message>
        <source>Being prepared…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Fit page</source>
        <translation>适合整页</translation>
    </message>
    <message>
        <source>Find in the report</source>
        <translation>在报告中查找</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+−)</source>
        <translation>缩小（Ctrl+−）</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>放大（Ctrl++）</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>上一处（Shift+F3）</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>下一处（F3）</translation>
    </message>
    <message>
        <source>All pages, small</source>
        <translation>各页缩略图</translation>
    </message>
    <message>
        <source>Find in the report (Ctrl+Shift+F)</source>
        <translation>在报告中查找（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>PublishPage</name>
    <message>
        <source>Find by name, pinyin, initials or code</source>
        <translation>按名称、拼音、首字母或代码查找</translation>
    </message>
    <message>
        <source>There is no sealed result yet</source>
        <translation>还没有封存的评分结果</translation>
    </message>
    <message>
        <source>Reports say what was sealed. Score the round and seal the result first.</source>
        <translation>报告印的是封存的结果。请先评分定级，封存结果。</translation>
    </message>
    <message>
        <source>To scores and grades</source>
        <translation>去评分定级</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Language of the reports</source>
        <translation>报告语言</translation>
    </message>
    <message>
        <source>File names…</source>
        <translation>文件命名…</translation>
    </message>
    <message>
        <source>How the files of the reports are named</source>
        <translation>报告文件怎样命名</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Through the system&apos;s dialog (Ctrl+P)</source>
        <translation>用系统的打印窗口（Ctrl+P）</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>What is ticked, else what is selected (Ctrl+S)</source>
        <translation>勾选的；没有勾选的就是选中的（Ctrl+S）</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Reports to come, and issued ones</source>
        <translation>待印的报告和印发记录</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Issued reports</source>
        <translation>印发记录</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>公文</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>All shown</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>未印</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已印</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last issued</source>
        <translation>最近印发</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Pages of the report</source>
        <translation>报告页面</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Pages of the report, small</source>
        <translation>各页缩略图</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>Feedback</source>
        <translation>反馈版</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>内部版</translation>
    </message>
    <message>
        <source>Both versions</source>
        <translation>两个版本</translation>
    </message>
</context>
<context>
    <name>WordForm</name>
    <message>
        <source>What the paper asks for</source>
        <translation>公文用词</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>尚缺</translation>
    </message>
    <message>
        <source>this round</source>
        <translation>本轮次</translation>
    </message>
    <message>
        <source>this paper</source>
        <translation>本文种</translation>
    </message>
    <message>
        <source>this carrier</source>
        <translation>本载体</translation>
    </message>
</context>
</TS>
