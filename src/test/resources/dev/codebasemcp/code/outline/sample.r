#' Sells.
#' @param x a
sell <- function(x, y = 2) {
  inner <- function(z) z
  x + y
}
buy = function(x) x
`my op` <- function(a) a
"%+%" <- function(a, b) paste(a, b)
f <<- function() 1
function(x) x -> g
MAX_SIZE <- 10
Person <- R6Class("Person", public = list(name = NULL, hi = function() { cat("x") }))
setClass("Track", representation(x = "numeric"))
setGeneric("area", function(shape) standardGeneric("area"))
setMethod("area", "Track", function(shape) { 1 })
Acc <- setRefClass("Acc", fields = list(b = "numeric"), methods = list(dep = function(x) { b <<- b + x }))
print.shop <- function(x, ...) x

.hidden <- function(x) {
  x
}
.flag <- TRUE
