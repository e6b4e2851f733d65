-- grain: one name per column that silver's two tables share; created_at has its own rules
--
-- Fragments for the statements that move whole rows: {columns} is the list, {columns of r} names
-- each by the alias r, {columns of r but a, b} leaves a and b out. {ranked} are those that a batch
-- looks at in the layer's rows before it decides. {compared} are those that say whether a delivery
-- is the one that the layer has.

-- name: columns
bronze_id, device_id, file_name, transaction_id, store_id, transaction_timestamp, amount, currency,
payment_method, full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date,
envelope, time_source

-- name: ranked
bronze_id, file_id, record_no, device_id, transaction_id, store_id, transaction_timestamp, amount,
currency, payment_method, uploaded_at, transaction_date, time_source

-- name: compared
file_id, record_no, device_id, store_id, transaction_timestamp, amount, currency, payment_method,
full_payload, envelope, time_source
