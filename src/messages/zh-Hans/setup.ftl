# 设置总览与规则检查。

## The check of the laws
check-title = 账务检查
check-title-text = 即时由每笔变动重新计算，与维护数字的操作无关
check-all-hold = 全部 { $count } 条规则均成立。
check-some-differ = 有 { $count } 条规则不成立，请查看下方差额并通知系统管理人员。
check-law = 规则
check-figure = 数字
check-counterpart = 对应数字
check-difference = 差额
check-holds = 成立
check-differs = 不成立
law-entries-balance = 每张凭证借贷平衡：借方＝贷方
law-entries-total = 凭证总额＝同日明细借方合计
law-entries-posted = 凭证数＝在其日期所属期间过账者
law-balances-by-period = 各期科目余额＝明细合计
law-balances-by-day = 各日科目余额＝明细合计
law-open-items = 每日未清项＝应收应付科目
law-open-amounts = 未清金额＝原金额减核销
law-open-base-amounts = 同上，以记账币种计
law-settled-items = 无未清金额的项目＝有结清日的项目
law-stock-value = 库存价值＝存货科目，按产品、计价区与日期
law-value-kept = 库存价值余额＝变动合计
law-value-by-day = 每日期末库存价值＝截至当日变动合计
law-quantity-valued = 计价数量余额＝变动合计
law-quantity-on-hand = 计价数量＝在库数量
law-on-hand = 在库＝库存移动，按产品、库位与批号
law-reserved = 已预留＝预留明细，按产品、库位与批号
law-reserved-within = 库存记录＝预留不超过在库且无不当负数者
law-layer-quantities = 层余量＝层数量减耗用
law-layer-amounts = 层余值＝层价值减耗用
law-delivered-not-invoiced = 已发货未开票：订单行＝科目，按产品
law-received-not-billed = 已收货未开票：收货单＝科目，按产品
law-order-progress = 订单已发货＝发货减退货
law-order-cost = 订单发货成本＝发货成本减退货成本
law-order-billing = 订单已开票＝发票减红字发票
law-invoice-sums = 发票总额＝明细与税额合计
law-invoice-open = 发票未清金额＝其未清项
law-payment-open = 收付款未清金额＝其未清项
law-numbers-without-gaps = 已取用的法定编号＝具编号的单据
law-event-chain = 事件日志环节＝哈希正确的环节

## Founding a company
new-companies = 新建公司
founding-country = { $country }：{ $currency }，{ $chart }
founding-code-hint = 列表与引用中的简称，例如 NW。
founding-text = 建立后即可接单与过账。
founding-books-text = 国家决定税种、币种、会计科目表与时区。一旦有凭证过账，币种与会计年度起始月份即不可更改。
action-found = 建立公司
notice-founded = 已建立公司，含会计科目表、税种、会计年度与第一个仓库。
field-chart = 会计科目表
field-first-year = 第一个会计年度
field-year-count = 开启的会计年度数
fiscal-years-count = 请开启 1 至 { $max } 个会计年度。
chart-ifrs = 按 IAS 1 编排，适用各国
chart-cn = 中国企业会计准则
founding-usual-hint = 留空则按国家默认
