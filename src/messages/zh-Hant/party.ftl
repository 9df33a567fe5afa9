# 往來對象、交易條件、貨運業者、客戶群組。

## 往來對象
search-parties = 往來對象
list-parties = 往來對象
list-parties-hint = 名稱、編號、城市、聯絡人、電子郵件、電話
list-parties-empty = 客戶、供應商與貨運業者在此由各公司共用一份，並各有地址、聯絡人與交易條件。
new-parties = 新增往來對象
open-party = 開啟往來對象
party-kind-organisation = 機構
party-kind-person = 個人
party-role-customer = 客戶
party-role-supplier = 供應商
party-role-carrier = 貨運業者
party-subtitle = { $kind } { $number }
party-blocked = 已停止交易
party-number-hint = 留白則自動取下一個編號。
party-without-role = 請至少選一項：客戶、供應商或貨運業者。
party-numbers-taken = 接下來的編號都已被手動使用。請自行輸入編號。
party-in-use = { $name } 已用於單據或其他資料，無法刪除。請改為封存。
party-is-merged = { $name } 已併入另一個往來對象。請在該處變更。
party-merged-here = 該往來對象已併入此處所示的對象。
contacts-none = 尚無聯絡人
addresses-none = 尚無地址
address-kind-main = 主要
address-kind-billing = 帳單
address-kind-delivery = 送貨
address-default = 預設

## 疑似重複與格式
party-likely = 可能是同一個：
party-same-tax-number = { $number } { $name } 的統一編號相同。
party-same-email = { $number } { $name } 的電子郵件相同。
party-same-phone = { $number } { $name } 的電話相同。
party-same-name = { $number } { $name } 的名稱幾乎相同。
party-check-digit = 統一編號 { $value } 的檢查碼不正確。請再查核一次。
problem-email = 「{ $value }」不是電子郵件地址。請輸入如 name@example.com 的地址。
problem-phone = 「{ $value }」不是電話號碼。請輸入數字，國碼前加 +，例如 +886 2 2345 6789。
problem-website = 「{ $value }」不是網址。請輸入如 www.example.com 的網址。
problem-tax-number = 「{ $value }」不是統一編號。請輸入 4 至 20 個字母與數字。
problem-tax-number-of = 「{ $value }」不符合該國統一編號的格式，例如 { $pattern }。
problem-not-a-country = 「{ $value }」不是國家。請輸入國名或兩個字母的代碼。
amount-negative = 請輸入零或以上的金額。

## 合併
action-merge = 合併
merge-title = 合併 { $name }
merge-text = 請選擇要保留的往來對象。所有使用 { $number } { $name } 的資料都會改用它：地址、聯絡人、單據、未結項目。此動作無法復原。
party-merge-itself = 往來對象不能併入自己。請另選一個。
notice-merged = 已合併。所有資料現在都在此頁。

## 交易條件
party-terms = 交易條件
action-edit-terms = 編輯交易條件
edit-terms-title = 與 { $name } 的交易條件
edit-terms-text = { $company } 的約定
terms-usual = 一般
terms-no-limit = 無上限
terms-limit-hint = 留白表示無上限。

## 貨運業者
list-carriers = 貨運業者
list-carriers-hint = 代碼或名稱
list-carriers-empty = 貨運業者把貨物送到客戶手上。填入追蹤網址後，每張出貨單都會連到包裹。
new-carriers = 新增貨運業者
carrier-tracking-hint = 在追蹤號碼的位置填 { "{number}" }。
carrier-in-use = { $name } 已用於單據，無法刪除。請改為封存。

## 客戶群組
list-customer-groups = 客戶群組
list-customer-groups-hint = 代碼或名稱
list-customer-groups-empty = 客戶群組區分經銷商與一般客戶，用於價目表與分析。
new-customer-groups = 新增客戶群組
