<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ComparePanel</name>
    <message>
        <source>Old</source>
        <translation>旧</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Compare with a file</source>
        <translation>与文件对比</translation>
    </message>
    <message>
        <source>Rubrics (*.toml)</source>
        <translation>评分细则 (*.toml)</translation>
    </message>
    <message>
        <source>Being compared…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Use this one…</source>
        <translation>改用这一份…</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
</context>
<context>
    <name>ConditionsPanel</name>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>No conditions</source>
        <translation>没有认定条件</translation>
    </message>
    <message>
        <source>No document of conditions reads the form of this kind of carriers.</source>
        <translation>没有哪份认定条件适用于这类载体的填报表。</translation>
    </message>
    <message>
        <source>Meant for: {0}</source>
        <translation>适用于：{0}</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>How it is measured</source>
        <translation>怎么算</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
</context>
<context>
    <name>ExamplesPanel</name>
    <message>
        <source>Worked examples</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>还没有验算</translation>
    </message>
    <message>
        <source>The rubric brings examples: single points, cases of the grade rule, whole carriers. Run them to see whether it says what it means.</source>
        <translation>细则自带算例：单项计分、定级和完整的载体。验算一遍，看看细则说的是不是它的本意。</translation>
    </message>
    <message>
        <source>Run the examples</source>
        <translation>全部验算</translation>
    </message>
    <message>
        <source>Running the examples</source>
        <translation>验算</translation>
    </message>
    <message>
        <source>Examples: {0}. All of them hold.</source>
        <translation>算例 {0} 个，全部相符。</translation>
    </message>
    <message>
        <source>Examples: {0}. Do not hold: {1}.</source>
        <translation>算例 {0} 个，不符 {1} 个。</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>State</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应为</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>算得</translation>
    </message>
    <message>
        <source>Place in the file</source>
        <translation>文件中的位置</translation>
    </message>
    <message>
        <source>Only those that do not hold</source>
        <translation>只看不符的</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新验算</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Table of the form</source>
        <translation>填报表的表</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>The field, and the checks of its table</source>
        <translation>所选项目和本表的核验规则</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Checks of “{0}”</source>
        <translation>“{0}”的核验规则</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Bounds</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Filled in by</source>
        <translation>填报人</translation>
    </message>
</context>
<context>
    <name>Leaves</name>
    <message>
        <source>Measure</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Show the expressions</source>
        <translation>显示表达式</translation>
    </message>
    <message>
        <source>Hide the expressions</source>
        <translation>隐藏表达式</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>满分</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Without a result</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>哪些行</translation>
    </message>
    <message>
        <source>Fields of the form</source>
        <translation>用到的项目</translation>
    </message>
    <message>
        <source>Worked out of</source>
        <translation>由这些算出</translation>
    </message>
    <message>
        <source>Also used by</source>
        <translation>还用于</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Who is scored, who takes part</source>
        <translation>谁评分，谁参评</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Sets of rows</source>
        <translation>集合</translation>
    </message>
    <message>
        <source>Measures in formulas and conditions</source>
        <translation>公式和条件里的口径</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>取整</translation>
    </message>
    <message>
        <source>Grades</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
</context>
<context>
    <name>RubricPage</name>
    <message>
        <source>Find in the rubric and the form: code, name, measure, field, basis…</source>
        <translation>在细则和表式中查找：代码、名称、口径、项目、依据…</translation>
    </message>
    <message>
        <source>{0}, version {1}, {2}; adopted {3} by {4}</source>
        <translation>{0}&#x3000;{1} 版&#x3000;{2}&#x3000;{4} 于 {3} 采用</translation>
    </message>
    <message>
        <source>Adopt another rubric</source>
        <translation>换用另一份评分细则</translation>
    </message>
    <message>
        <source>Rubrics (*.toml)</source>
        <translation>评分细则 (*.toml)</translation>
    </message>
    <message>
        <source>Points and grades are worked out by it from now on. Sealed results stay as they are and are marked as stale. This can be undone.</source>
        <translation>从现在起按它计算得分和等级。已封存的评分结果不变，但会标为过期。可以撤销。</translation>
    </message>
    <message>
        <source>the change of rubric</source>
        <translation>换用评分细则</translation>
    </message>
    <message>
        <source>Adopt another…</source>
        <translation>换用另一份…</translation>
    </message>
    <message>
        <source>Rubric</source>
        <translation>评分细则</translation>
    </message>
    <message>
        <source>Rule book…</source>
        <translation>细则手册…</translation>
    </message>
    <message>
        <source>Parts of the rubric</source>
        <translation>评分细则的各部分</translation>
    </message>
    <message>
        <source>Worked examples</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本对比</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>填报表式</translation>
    </message>
    <message>
        <source>Recognition conditions</source>
        <translation>认定条件</translation>
    </message>
</context>
<context>
    <name>RuleBookDialog</name>
    <message>
        <source>Rule book</source>
        <translation>细则手册</translation>
    </message>
    <message>
        <source>Language of the rule book</source>
        <translation>细则手册的语言</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0} is written</source>
        <translation>“{0}”已写好</translation>
    </message>
    <message>
        <source>Printed, sheets: {0}</source>
        <translation>已打印 {0} 页</translation>
    </message>
    <message>
        <source>Printing the rule book</source>
        <translation>打印细则手册</translation>
    </message>
</context>
<context>
    <name>TextPanel</name>
    <message>
        <source>Text of the rubric</source>
        <translation>细则原文</translation>
    </message>
    <message>
        <source>the file {0}, with its comments</source>
        <translation>文件 {0} 原文，连同注释</translation>
    </message>
    <message>
        <source>the text that was adopted from {0}</source>
        <translation>采用时保存的文本，来自 {0}</translation>
    </message>
    <message>
        <source>Version {0}, {1}. SHA-256 {2}</source>
        <translation>{0} 版，{1}。SHA-256 {2}</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>保存原文</translation>
    </message>
    <message>
        <source>{0} is written</source>
        <translation>“{0}”已写好</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
</context>
<context>
    <name>TreePanel</name>
    <message>
        <source>Branches and indicators</source>
        <translation>维度和指标</translation>
    </message>
    <message>
        <source>Branch or indicator</source>
        <translation>维度或指标</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>满分</translation>
    </message>
    <message>
        <source>No indicator is as you look for it. Clear the search to see all.</source>
        <translation>没有符合条件的指标。清除查找即可看到全部。</translation>
    </message>
    <message>
        <source>What the rubric says of it</source>
        <translation>细则怎么说</translation>
    </message>
    <message>
        <source>The rubric as a whole</source>
        <translation>细则总则</translation>
    </message>
</context>
</TS>
