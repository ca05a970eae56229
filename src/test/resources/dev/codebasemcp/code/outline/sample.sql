-- Items.
CREATE TABLE IF NOT EXISTS shop.items (
    id int PRIMARY KEY,
    name text
);

create or replace function sell(id int) returns void
as $$
begin
  delete from items;
end;
$$ language plpgsql;

CREATE INDEX items_name ON items (name);
