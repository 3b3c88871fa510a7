<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CarrierView</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Views of this carrier</source>
        <translation>本载体的各页</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>计算过程</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>同类比较</translation>
    </message>
    <message>
        <source>Year before</source>
        <translation>与上年比较</translation>
    </message>
    <message>
        <source>Next steps</source>
        <translation>优势与提升</translation>
    </message>
    <message>
        <source>Being worked out…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Rank {0}</source>
        <translation>第 {0} 名</translation>
    </message>
    <message>
        <source>since sealing {0}</source>
        <translation>与封存相比 {0}</translation>
    </message>
    <message>
        <source>No grade: nothing to tell.</source>
        <translation>没有等级，无定级过程。</translation>
    </message>
    <message>
        <source>Choose an indicator to see how its points came about.</source>
        <translation>请选择一项指标，查看计算过程。</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Written: {0}</source>
        <translation>已写入 {0}</translation>
    </message>
    <message>
        <source>Writing the workbook</source>
        <translation>正在写核算表</translation>
    </message>
    <message>
        <source>scores_{0}.xlsx</source>
        <translation>核算表_{0}.xlsx</translation>
    </message>
    <message>
        <source>Export workbook</source>
        <translation>导出核算表</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>FirmsTable</name>
    <message>
        <source>counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>in the base only</source>
        <translation>只在分母</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Firm</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Firms that counted</source>
        <translation>计入的企业</translation>
    </message>
</context>
<context>
    <name>HeatView</name>
    <message>
        <source>Order of the columns</source>
        <translation>列的次序</translation>
    </message>
    <message>
        <source>Columns as in the rubric</source>
        <translation>按细则次序</translation>
    </message>
    <message>
        <source>Weakest columns first</source>
        <translation>弱项在前</translation>
    </message>
    <message>
        <source>By the current carrier</source>
        <translation>按当前载体由低到高</translation>
    </message>
    <message>
        <source>Click a heading to sort the carriers; click a cell to open the indicator.</source>
        <translation>点列标题按该项排序，点单元格打开该指标。</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热力图</translation>
    </message>
    <message>
        <source>no points here</source>
        <translation>没有得分</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
</context>
<context>
    <name>NextView</name>
    <message>
        <source>Strengths and next steps</source>
        <translation>优势与提升</translation>
    </message>
    <message>
        <source>Work out robustness</source>
        <translation>测算稳健性</translation>
    </message>
    <message>
        <source>Up to 1,000 draws of weights, the declared values, and each reviewer left out</source>
        <translation>权重抽样最多 1,000 次，改按申报值计，逐一去掉各位专家</translation>
    </message>
    <message>
        <source>Robustness is being worked out</source>
        <translation>正在测算稳健性</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Strengths</source>
        <translation>优势</translation>
    </message>
    <message>
        <source>Weaknesses</source>
        <translation>短板</translation>
    </message>
    <message>
        <source>To the next grade</source>
        <translation>升到上一等级</translation>
    </message>
    <message>
        <source>Not worked out yet: press the button below.</source>
        <translation>还没有测算；按下面的按钮测算。</translation>
    </message>
    <message>
        <source>Robustness</source>
        <translation>稳健性</translation>
    </message>
    <message>
        <source>Work out robustness again</source>
        <translation>重新测算稳健性</translation>
    </message>
    <message>
        <source>Peers that are there already: {0}</source>
        <translation>同类中已有 {0} 家达到。</translation>
    </message>
</context>
<context>
    <name>NodesModel</name>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Max.</source>
        <translation>满分</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>得分率</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>封存时</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>NodesTree</name>
    <message>
        <source>Score tree</source>
        <translation>得分构成</translation>
    </message>
</context>
<context>
    <name>PastView</name>
    <message>
        <source>Year before</source>
        <translation>与上年比较</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Total: {0}</source>
        <translation>总分：{0}</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上年</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>本年</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Value before</source>
        <translation>上年数值</translation>
    </message>
    <message>
        <source>Value now</source>
        <translation>本年数值</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>PeersView</name>
    <message>
        <source>Peers</source>
        <translation>同类比较</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>本载体</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>高低</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位次</translation>
    </message>
</context>
<context>
    <name>Quadrant</name>
    <message>
        <source>Picture of the first two dimensions</source>
        <translation>前两个维度的象限图</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
</context>
<context>
    <name>RankingView</name>
    <message>
        <source>Close to a cut, or tied at the edge of a quota</source>
        <translation>与分数线或名额末位相差不多，或在名额处并列</translation>
    </message>
    <message>
        <source>Names are being prepared…</source>
        <translation>正在准备名称检索…</translation>
    </message>
    <message>
        <source>Find by name, pinyin, initials or code</source>
        <translation>按名称、拼音、首字母或代码查找</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>To the next grade</source>
        <translation>距上一等级</translation>
    </message>
    <message>
        <source>Vs. sealed</source>
        <translation>与封存相比</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0} 有变</translation>
    </message>
    <message>
        <source>The total is as sealed; data, grade or rank have changed since.</source>
        <translation>总分与封存时相同，数据、等级或名次有变动。</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>只看这些</translation>
    </message>
    <message>
        <source>Border {0}</source>
        <translation>临界 {0}</translation>
    </message>
</context>
<context>
    <name>Scale</name>
    <message>
        <source>0%</source>
        <translation>0%</translation>
    </message>
    <message>
        <source>100% of full points</source>
        <translation>满分 100%</translation>
    </message>
    <message>
        <source>left out or unknown</source>
        <translation>不适用或没有得分</translation>
    </message>
    <message>
        <source>* provisional</source>
        <translation>* 暂定</translation>
    </message>
    <message>
        <source>Legend: the darker, the nearer to full points; hatched: left out or unknown; star: provisional</source>
        <translation>图例：颜色越深越接近满分；斜线为不适用或没有得分；星号为暂定</translation>
    </message>
</context>
<context>
    <name>ScorePage</name>
    <message>
        <source>Which scores are shown</source>
        <translation>显示哪一个结果</translation>
    </message>
    <message>
        <source>Export workbook…</source>
        <translation>导出核算表…</translation>
    </message>
    <message>
        <source>Earlier years…</source>
        <translation>往年结果…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Nothing to score yet</source>
        <translation>还没有可以评分的</translation>
    </message>
    <message>
        <source>Scores appear as soon as the first return has come in.</source>
        <translation>收到第一份填报表后，这里就有得分。</translation>
    </message>
    <message>
        <source>To the returns</source>
        <translation>去收表</translation>
    </message>
    <message>
        <source>Preparing the lists of a sealed result</source>
        <translation>正在整理已封存的结果</translation>
    </message>
    <message>
        <source>The live score is being worked out…</source>
        <translation>正在计算即时评分…</translation>
    </message>
    <message>
        <source>Not sealed yet</source>
        <translation>尚未封存</translation>
    </message>
    <message>
        <source>Being compared with the sealed result…</source>
        <translation>正在与封存的结果逐项比对…</translation>
    </message>
    <message>
        <source>Score and seal</source>
        <translation>评分并封存</translation>
    </message>
    <message>
        <source>The scores are sealed.</source>
        <translation>评分结果已封存。</translation>
    </message>
    <message>
        <source>Live score</source>
        <translation>即时评分</translation>
    </message>
    <message>
        <source>Scores and grades</source>
        <translation>评分定级</translation>
    </message>
    <message>
        <source>This rubric has no two dimensions of base points: there is nothing to draw.</source>
        <translation>这份细则没有两个基本分维度，画不出象限图。</translation>
    </message>
    <message>
        <source>Arrow keys go from point to point, Enter opens. Dashed: medians. Dotted: where both dimensions alone come to a grade.</source>
        <translation>方向键在各点之间移动，回车打开。虚线为中位数；点线为仅凭两个维度得分达到该等级的界线。</translation>
    </message>
    <message>
        <source>Views of all carriers</source>
        <translation>全部载体的各种视图</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>象限图</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热力图</translation>
    </message>
</context>
<context>
    <name>SealBar</name>
    <message>
        <source>How far the live score is</source>
        <translation>即时评分的进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Work out</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Score and seal…</source>
        <translation>评分并封存…</translation>
    </message>
    <message>
        <source>Seal now</source>
        <translation>确认封存</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不封存</translation>
    </message>
    <message>
        <source>not worked out: stopped</source>
        <translation>已停止，未算完</translation>
    </message>
    <message>
        <source>A sealed result is kept for good and cannot be undone. Seal the scores as they are now?</source>
        <translation>封存的结果长期保存，不能撤销。按现在的数据评分并封存吗？</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>How the grade came about</source>
        <translation>定级过程</translation>
    </message>
</context>
<context>
    <name>TracePanel</name>
    <message>
        <source>How the points came about</source>
        <translation>计算过程</translation>
    </message>
    <message>
        <source>Firms by measure</source>
        <translation>按口径列出的企业</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Numerator</source>
        <translation>分子</translation>
    </message>
    <message>
        <source>Denominator</source>
        <translation>分母</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Firms behind it</source>
        <translation>涉及的企业</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1} 家</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>How the points came about</source>
        <translation>计算过程</translation>
    </message>
</context>
<context>
    <name>YearsDialog</name>
    <message>
        <source>Earlier years</source>
        <translation>往年结果</translation>
    </message>
    <message>
        <source>What could not be used</source>
        <translation>没有用上的</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Grade of that year</source>
        <translation>该年度等级</translation>
    </message>
    <message>
        <source>What it rests on, such as the notice that published it</source>
        <translation>依据，例如公布结果的文号</translation>
    </message>
    <message>
        <source>Write down</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>did not take part</source>
        <translation>未参评</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The rubric has no rules over years: nothing is proposed. An empty year is unknown.</source>
        <translation>细则没有优胜劣汰规则，不提建议。空白的年度是未知。</translation>
    </message>
    <message>
        <source>Proposals come once this year&apos;s scores are sealed. An empty year is unknown.</source>
        <translation>本年度封存评分结果以后才提建议。空白的年度是未知。</translation>
    </message>
    <message>
        <source>Carriers with a proposal: {0}. Proposals go to those who decide; an empty year is unknown.</source>
        <translation>有建议的载体 {0} 家。建议交评审组织决定；空白的年度是未知。</translation>
    </message>
    <message>
        <source>Grades of earlier years</source>
        <translation>往年的等级</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>本年度</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Workspaces and tables (*.fuping *.xlsx *.xls *.ods *.csv)</source>
        <translation>工作区和表格 (*.fuping *.xlsx *.xls *.ods *.csv)</translation>
    </message>
    <message>
        <source>Earlier results</source>
        <translation>往年结果</translation>
    </message>
    <message>
        <source>Import earlier results</source>
        <translation>导入往年结果</translation>
    </message>
    <message>
        <source>{0}: results written down {1}, there already {2}, not used {3}</source>
        <translation>{0}：记下 {1} 条，已有 {2} 条，提示 {3} 条</translation>
    </message>
    <message>
        <source>“{0}” is no grade of this rubric: it is kept as it is, and rules over several years cannot weigh it.</source>
        <translation>“{0}”不是本细则的等级：按原文登记，多年规则无法据以判断。</translation>
    </message>
    <message>
        <source>Earlier result of {0}</source>
        <translation>{0}的往年结果</translation>
    </message>
    <message>
        <source>This window only reads the workspace.</source>
        <translation>本窗口只读，不能修改。</translation>
    </message>
    <message>
        <source>Choose one carrier.</source>
        <translation>请先选一家载体。</translation>
    </message>
    <message>
        <source>The chosen carrier:</source>
        <translation>选中的载体：</translation>
    </message>
    <message>
        <source>From another workspace, or a table with name or code, year and grade</source>
        <translation>来自另一个工作区，或有名称或代码、年度、等级几列的表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
</TS>
