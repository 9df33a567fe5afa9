# 各處共用的句子：問題、錯誤、清單、通知。

## Notices after a write
notice-created = 已建立。
notice-saved = 已儲存。
notice-archived = 已封存：不再提供選用，但仍可查看。
notice-restored = 已還原，可再選用。
notice-deleted = 已刪除。
notice-posted = 已過帳。
notice-reversed = 已沖銷。
view-saved = 檢視已儲存。
view-deleted = 檢視已刪除。

## Place data
edit-title = 編輯 { $name }
archive-title = 封存 { $name }？
archive-text = 所有單據仍可查看，但表單中不再提供選用；可隨時還原。
delete-title = 刪除 { $name }？
delete-text = 只能刪除未被任何資料引用的項目，刪除後無法復原。
master-in-use = { $name } 已被使用，無法刪除，請改為封存。
code-taken = 代碼 { $code } 已被使用，請輸入其他代碼。
not-in-this-state = 目前狀態無法執行此動作，請重新整理頁面查看變更。
amount-too-large = 金額過大，無法儲存。
number-series-used-up = 號碼區間已用完，最後號碼為 { $last }，請申請新的區間。

## Events of master data
event-master-created = 建立了 { $name }
event-master-changed = 修改了 { $name }
event-master-archived = 封存了 { $name }
event-master-restored = 還原了 { $name }
event-master-deleted = 刪除了 { $name }
event-setting-changed = 修改了設定 { $name }
event-view-saved = 儲存了檢視{ $name }

## Lists
all-companies = 所有公司
list-rows = { $count } 列
list-range = { $first }–{ $last }
list-count = 共 { $count } 筆
list-of = 共 { $count } 筆
list-clear = 清除篩選
list-no-match = 沒有符合篩選條件的資料
list-no-match-text = 請移除篩選條件或改用其他關鍵字。
list-first-use = 尚無資料
export-too-long = 匯出將超過 { $max } 列，請先篩選清單。
bulk-nothing-selected = 請先選取至少一筆記錄。
bulk-too-many = 一次最多 { $max } 筆，請先篩選清單。
rows-too-many = 涉及的資料超過 { $max } 列。只讀取其中一部分會使數字有誤，因此未執行。
bulk-done = 已處理 { $count } 筆。
bulk-report = { $done } 筆已處理，{ $failed } 筆無法處理。
print-note = { $at } 由 { $by } 列印

## Problems with fields
problem-in-field = { $field }：{ $problem }
problem-in-line = 第 { $line } 行，{ $field }：{ $problem }
problem-required = 請輸入內容。
problem-not-a-value = 應為單一值。
problem-not-a-list = 應為清單。
problem-not-an-object = 應為物件。
problem-not-a-number = 「{ $value }」不是數字。
problem-not-a-whole-number = 「{ $value }」不是整數。
problem-not-positive = 請輸入大於零的數字。
problem-not-offered = 此項不存在或已停用，請另選。
problem-stays = 此項建立後不可變更。
problem-negative = 請輸入零或正數。
problem-does-not-fit = 「{ $value }」過大或超過 { $places } 位小數。
problem-not-a-date = 「{ $value }」不是日期。
problem-not-a-choice = 「{ $value }」不在可選項目中。
problem-not-yes-or-no = 「{ $value }」不是「是」或「否」。
problem-too-long = 最多 { $max } 個字元。
problem-too-many = 最多 { $max } 列。
problem-control-character = 內含無法顯示的字元。
problem-unknown-field = 沒有「{ $name }」這個欄位。
problem-version-required = 請註明變更所依據的版本（If-Match 或 _version）。
problem-rows = 請選擇 { $sizes } 列。
problem-cursor = 「{ $value }」不是此清單中的位置：請使用上一頁提供的位置，或不帶此參數重新開始。
problem-unknown-filter = 「{ $name }」不是此清單的篩選條件。
problem-takes-no-files = 此網址不接受檔案：請以一般表單或 JSON 傳送。
problem-body-malformed = 無法讀取請求內容。
problem-key-required = 每次寫入都需要 Idempotency-Key。
problem-key-too-long = Idempotency-Key 最多 200 個字元。
problem-foreign-origin = 表單並非由本頁送出，請重新整理後再試。
percent-out-of-range = 請輸入 0 到 100 的百分比。
days-out-of-range = 請輸入 0 到 { $max } 天。

## Errors
error-go-home = 首頁
error-go-plain = 不帶條件開啟
error-go-search = 搜尋
error-refused = 無法執行
error-invalid = 有內容需要更正
error-invalid-text = 請更正標示的欄位。
error-warning = 請先確認
error-not-found = 找不到
error-not-found-text = 此頁面或資料不存在，或不在您可查看的範圍內。
error-forbidden = 沒有權限
error-forbidden-text = 您沒有「{ $permission }」權限，請向管理員申請具有此權限的角色。
error-unauthenticated = 請先登入
error-unauthenticated-text = 工作階段已結束或權杖無效，請重新登入。
error-stale = 已有人先行儲存
error-stale-text = 您處理期間已有人儲存此資料，請重新整理後再修改。
error-key-reused = 相同的鍵已用於其他內容
error-key-reused-text = 此 Idempotency-Key 屬於另一個請求，請改用新的鍵。
error-malformed = 無法理解
error-too-large = 內容過大
error-too-large-text = 送出的內容超過可接受的大小。
error-throttled = 嘗試次數過多
error-throttled-text = 請等候 { $seconds } 秒後再試。
error-outcome-unknown = 無法確定是否已完成
error-outcome-unknown-text = 資料庫未回應，請再送一次；同一請求只會執行一次。
error-internal = 系統發生錯誤
error-internal-text = 已記錄此錯誤。請再試一次；若仍發生，請提供下方參考編號。
head-in = { $label }（{ $unit }）
change-of-field = { $label }：{ $old } → { $new }
text-labelled = { $label }：{ $text }
list-view-empty = 「{ $view }」目前沒有資料
list-show-all = 顯示全部
