# 往来单位、交易条件、承运商、客户组。

## 往来单位
search-parties = 往来单位
list-parties = 往来单位
list-parties-hint = 名称、编号、城市、联系人、电子邮件、电话
list-parties-empty = 客户、供应商和承运商在此由各公司共用一份，并各有地址、联系人和交易条件。
new-parties = 新建往来单位
open-party = 打开往来单位
party-kind-organisation = 机构
party-kind-person = 个人
party-role-customer = 客户
party-role-supplier = 供应商
party-role-carrier = 承运商
party-subtitle = { $kind } { $number }
party-blocked = 已停止交易
party-number-hint = 留空则自动取下一个编号。
party-without-role = 请至少选择一项：客户、供应商或承运商。
party-numbers-taken = 接下来的编号都已被手工占用。请自行输入编号。
party-in-use = { $name } 已用于单据或其他资料，无法删除。请改为归档。
party-is-merged = { $name } 已并入另一个往来单位。请在那里修改。
party-merged-here = 该往来单位已并入此处显示的单位。
contacts-none = 尚无联系人
addresses-none = 尚无地址
address-kind-main = 主要
address-kind-billing = 账单
address-kind-delivery = 送货
address-default = 默认

## 疑似重复与格式
party-likely = 可能是同一个：
party-same-tax-number = { $number } { $name } 的税号相同。
party-same-email = { $number } { $name } 的电子邮件相同。
party-same-phone = { $number } { $name } 的电话相同。
party-same-name = { $number } { $name } 的名称几乎相同。
party-check-digit = 税号 { $value } 的校验码不正确。请再核对一次。
problem-email = “{ $value }”不是电子邮件地址。请输入如 name@example.com 的地址。
problem-phone = “{ $value }”不是电话号码。请输入数字，国家代码前加 +，例如 +86 21 2345 6789。
problem-website = “{ $value }”不是网址。请输入如 www.example.com 的网址。
problem-tax-number = “{ $value }”不是税号。请输入 4 至 20 个字母和数字。
problem-tax-number-of = “{ $value }”不符合该国税号的格式，例如 { $pattern }。
problem-not-a-country = “{ $value }”不是国家。请输入国名或两个字母的代码。
amount-negative = 请输入零或以上的金额。

## 合并
action-merge = 合并
merge-title = 合并 { $name }
merge-text = 请选择要保留的往来单位。所有使用 { $number } { $name } 的资料都会改用它：地址、联系人、单据、未清项。此操作无法撤销。
party-merge-itself = 往来单位不能并入自己。请另选一个。
notice-merged = 已合并。所有资料现在都在此页。

## 交易条件
party-terms = 交易条件
action-edit-terms = 编辑交易条件
edit-terms-title = 与 { $name } 的交易条件
edit-terms-text = { $company } 的约定
terms-usual = 一般
terms-no-limit = 无上限
terms-limit-hint = 留空表示无上限。

## 承运商
list-carriers = 承运商
list-carriers-hint = 代码或名称
list-carriers-empty = 承运商把货物送到客户手中。填入跟踪网址后，每张发货单都会链接到包裹。
new-carriers = 新建承运商
carrier-tracking-hint = 在跟踪号的位置填 { "{number}" }。
carrier-in-use = { $name } 已用于单据，无法删除。请改为归档。

## 客户组
list-customer-groups = 客户组
list-customer-groups-hint = 代码或名称
list-customer-groups-empty = 客户组区分经销商和一般客户，用于价格表和分析。
new-customer-groups = 新建客户组
