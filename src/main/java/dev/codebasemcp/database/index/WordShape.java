package dev.codebasemcp.database.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A pattern for words of a vocabulary.
 *
 * @param prefix their prefix, not empty
 * @param minLength their minimum length in characters
 * @param maxLength their maximum length in characters
 */
public record WordShape(String prefix, int minLength, int maxLength) {
    /** Binds the prefix, its end and the lengths, starting at a parameter; returns the next parameter number. */
    int bind(PreparedStatement select, int firstParameter) throws SQLException {
        int parameter = firstParameter;
        select.setString(parameter++, prefix);
        select.setString(parameter++, prefix + Character.toString(Character.MAX_CODE_POINT));
        select.setInt(parameter++, minLength);
        select.setInt(parameter++, maxLength);
        return parameter;
    }
}
