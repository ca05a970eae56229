-- False while there may be contents that no file holds: from the change that released one until all such are removed. A
-- project of before may have some that a killed run left.
alter table index_state add column swept boolean not null default false;
