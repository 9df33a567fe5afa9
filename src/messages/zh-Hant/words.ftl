# 多個部門共用的詞：欄、欄位、動作、狀態、檢視。每個鍵在所有檔案中只出現一次。

## 欄
column-email = 電子郵件
column-role = 角色

## 欄位
field-code-or-recovery = 驗證碼
field-email = 電子郵件
field-password = 密碼
