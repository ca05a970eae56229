package dev.codebasemcp.database.index;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which words of a vocabulary to list, the shortest first.
 *
 * @param prefix what they start with, not empty
 * @param minLength how many characters they have at least
 * @param maxLength how many characters they have at most
 * @param limit how many words at most
 */
public record WordShape(String prefix, int minLength, int maxLength, int limit) {
    /** Binds prefix, its end, lengths and limit from a parameter on, and lists the first column. */
    List<String> list(PreparedStatement select, int firstParameter) throws SQLException {
        int parameter = firstParameter;
        select.setString(parameter++, prefix);
        select.setString(parameter++, prefix + Character.toString(Character.MAX_CODE_POINT));
        select.setInt(parameter++, minLength);
        select.setInt(parameter++, maxLength);
        select.setInt(parameter, limit);
        try (ResultSet rows = select.executeQuery()) {
            List<String> words = new ArrayList<>();
            while (rows.next()) {
                words.add(rows.getString(1));
            }
            return words;
        }
    }
}
