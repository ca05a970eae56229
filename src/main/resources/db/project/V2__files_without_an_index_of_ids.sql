-- A file's id tells it from others in memory; nothing looks for it, and its index was a tenth of what a second working
-- tree of the same commit takes.
alter table files drop constraint files_id_key;
