# 会计科目、凭证、税、期间、付款条件、币种。

## Payment terms
setup-accounting = 会计
kind-payment-term = 付款条件
list-payment-terms = 付款条件
list-payment-terms-hint = 代码或名称
list-payment-terms-empty = 付款条件说明发票在多少天内、分几期到期。
new-payment-terms = 新建付款条件
field-discount-days = 折扣天数
field-instalments = 分期
field-share-percent = 比例
field-day-count = 天数
field-is-end-of-month = 顺延至月末
instalments-not-whole = 各期比例合计须为 100 %，目前为 { $sum }。
