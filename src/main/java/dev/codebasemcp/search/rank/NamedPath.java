package dev.codebasemcp.search.rank;

import java.util.Optional;

/**
 * A path in the query that names a candidate's file.
 *
 * @param position the place among the paths of the query, from 0
 * @param share how surely this file is meant, from 0 to 1: less for the deeper ones of several files with that name
 * @param isCertain whether nothing else can be meant; otherwise prose mentions the name of a file
 * @param holding the line that the query names, if this candidate holds it, or is the last one before it
 */
public record NamedPath(int position, double share, boolean isCertain, Optional<Integer> holding) {}
