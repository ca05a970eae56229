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

CREATE OR REPLACE VIEW cheap_items AS
SELECT * FROM items WHERE price < 10;

CREATE   TABLE
    orders (id int);

CREATE TYPE state AS ENUM ('open', 'closed');

CREATE OR ALTER PROCEDURE sell_all AS SELECT 1;

CREATE UNIQUE CLUSTERED INDEX orders_id ON orders (id);

CREATE POLICY own_orders ON orders USING (true);
