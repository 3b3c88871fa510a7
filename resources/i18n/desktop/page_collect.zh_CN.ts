<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Bringing</name>
    <message>
        <source>Bringing in returns</source>
        <translation>正在收填报表</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>All {0}</source>
        <translation>全部 {0}</translation>
    </message>
    <message>
        <source>Late {0}</source>
        <translation>逾期 {0}</translation>
    </message>
</context>
<context>
    <name>CollectPage</name>
    <message>
        <source>Returns</source>
        <translation>收表</translation>
    </message>
    <message>
        <source>Find by name, pinyin, initials or code</source>
        <translation>按名称、拼音、首字母或代码查找</translation>
    </message>
    <message>
        <source>Returns of the carriers</source>
        <translation>各载体的填报表</translation>
    </message>
    <message>
        <source>Nobody takes part yet</source>
        <translation>还没有参评载体</translation>
    </message>
    <message>
        <source>Returns are received from carriers on the roster. Add them first; then drop the returned workbooks here.</source>
        <translation>填报表按名册收取。请先把参评载体列入名册，再把收回的工作簿拖到这里。</translation>
    </message>
    <message>
        <source>To the roster</source>
        <translation>去名册</translation>
    </message>
    <message>
        <source>Last day: {0}</source>
        <translation>报送截止日：{0}</translation>
    </message>
    <message>
        <source>Set a last day…</source>
        <translation>设报送截止日…</translation>
    </message>
    <message>
        <source>Bring in returns</source>
        <translation>收填报表</translation>
    </message>
    <message>
        <source>Files or ZIPs…</source>
        <translation>文件或压缩包…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Enter on screen…</source>
        <translation>屏幕录入…</translation>
    </message>
    <message>
        <source>Copy a reminder</source>
        <translation>复制催报名单</translation>
    </message>
    <message>
        <source>Open the return</source>
        <translation>打开填报表</translation>
    </message>
    <message>
        <source>Open the workbook as received</source>
        <translation>打开收到的原件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Versions…</source>
        <translation>历次报送…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>This window only reads the workspace.</source>
        <translation>本窗口只读，不能修改。</translation>
    </message>
    <message>
        <source>No return has come from this carrier.</source>
        <translation>这家载体还没有填报表。</translation>
    </message>
    <message>
        <source>Choose a carrier first.</source>
        <translation>请先选中一家载体。</translation>
    </message>
    <message>
        <source>Nobody has to be reminded.</source>
        <translation>没有要催报的载体。</translation>
    </message>
    <message>
        <source>Returns (*.xlsx *.xlsm *.xls *.et *.ods *.zip);;All files (*)</source>
        <translation>填报表 (*.xlsx *.xlsm *.xls *.et *.ods *.zip);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Returned workbooks</source>
        <translation>收回的填报表</translation>
    </message>
    <message>
        <source>A folder of returned workbooks</source>
        <translation>放填报表的文件夹</translation>
    </message>
    <message>
        <source>Stopped after {0} of {1} workbooks: none of them was received, the data are as before.</source>
        <translation>已停止：共 {1} 份，读了 {0} 份，一份也没有收下，数据和导入前一样。</translation>
    </message>
    <message>
        <source>Last day for returns {0}</source>
        <translation>设报送截止日 {0}</translation>
    </message>
    <message>
        <source>No last day for returns</source>
        <translation>取消报送截止日</translation>
    </message>
    <message>
        <source>Copied. Paste it into Excel or a message.</source>
        <translation>已复制，可粘贴到 Excel 或消息里。</translation>
    </message>
    <message>
        <source>or drop files, folders and ZIPs anywhere</source>
        <translation>也可把文件、文件夹或压缩包拖到窗口任何地方</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>第几次</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Unexplained</source>
        <translation>待说明</translation>
    </message>
    <message>
        <source>Warnings without an explanation</source>
        <translation>没有说明的警示</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Cells whose verified value is another than the declared one</source>
        <translation>核定值与申报值不同的单元格</translation>
    </message>
    <message>
        <source>Struck</source>
        <translation>核减</translation>
    </message>
    <message>
        <source>Firms that are not counted</source>
        <translation>不计入的企业</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>{0}, being entered</source>
        <translation>{0}（录入中）</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>第 {0} 次</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop files, folders or ZIPs to bring them in</source>
        <translation>松开鼠标，收下文件、文件夹或压缩包</translation>
    </message>
</context>
<context>
    <name>DueDialog</name>
    <message>
        <source>Last day for returns</source>
        <translation>报送截止日</translation>
    </message>
    <message>
        <source>For every kind of carriers</source>
        <translation>各类型都用这一天</translation>
    </message>
    <message>
        <source>No last day</source>
        <translation>不设截止日</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>A return that first comes later than this day is late.</source>
        <translation>第一次报送晚于这一天的，算逾期。</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Stored</source>
        <translation>已收下</translation>
    </message>
    <message>
        <source>Received anew</source>
        <translation>更正后收下</translation>
    </message>
    <message>
        <source>Known already</source>
        <translation>以前收过</translation>
    </message>
    <message>
        <source>Not on the roster</source>
        <translation>不在名册</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>读不了</translation>
    </message>
    <message>
        <source>Workbooks brought in</source>
        <translation>这次收的工作簿</translation>
    </message>
    <message>
        <source>Put on the roster and import again</source>
        <translation>加入名册并重新导入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Workbooks read: {0}</source>
        <translation>读了 {0} 份工作簿</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警示</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>情况和处理</translation>
    </message>
    <message>
        <source>This window only reads the workspace.</source>
        <translation>本窗口只读，不能修改。</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions</source>
        <translation>历次报送</translation>
    </message>
    <message>
        <source>Returns of a carrier</source>
        <translation>一家载体的填报表</translation>
    </message>
    <message>
        <source>Open the workbook as received</source>
        <translation>打开收到的原件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>第几次</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>是否有效</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警示</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Superseded by “{0}”</source>
        <translation>已被“{0}”取代</translation>
    </message>
    <message>
        <source>Sent back: {0}</source>
        <translation>已退回：{0}</translation>
    </message>
    <message>
        <source>This one counts</source>
        <translation>以这一份为准</translation>
    </message>
</context>
</TS>
