" The most items in one order.
let g:limit = 10

function! s:Total(items) abort
  let sum = 0
  for item in a:items
    let sum += item
  endfor
  return sum
endfunction

command! -nargs=0 Total call s:Total([])
