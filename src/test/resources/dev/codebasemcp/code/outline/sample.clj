(ns shop.orders
  (:require [clojure.string :as string]))

;; The most items in one order.
(def limit 10)

(defprotocol Store
  (put [this item]))

(defrecord Item [name price])

(defn total
  "Adds up the prices."
  [items]
  (reduce + (map :price items)))

(defmacro checked [form]
  `(when ~form ~form))
