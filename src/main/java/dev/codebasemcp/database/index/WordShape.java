package dev.codebasemcp.database.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Which words of a vocabulary are meant.
 *
 * @param prefix what they start with, not empty
 * @param minLength how many characters they have at least
 * @param maxLength how many characters they have at most
 */
public record WordShape(String prefix, int minLength, int maxLength) {
    /** Binds prefix, its end, and the lengths from a parameter on; returns the number of the next one. */
    int bind(PreparedStatement select, int firstParameter) throws SQLException {
        int parameter = firstParameter;
        select.setString(parameter++, prefix);
        select.setString(parameter++, prefix + Character.toString(Character.MAX_CODE_POINT));
        select.setInt(parameter++, minLength);
        select.setInt(parameter++, maxLength);
        return parameter;
    }
}
