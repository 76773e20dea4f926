package ai.potpie.analyticsapi.export;

import java.time.OffsetDateTime;

/**
 * A fact that a file states about itself, such as its time zone.
 */
public record Fact(String name, ColumnType type, Object value) {

	public static Fact text(String name, String value) {
		return new Fact(name, ColumnType.TEXT, value);
	}

	public static Fact count(String name, long value) {
		return new Fact(name, ColumnType.COUNT, value);
	}

	public static Fact time(String name, OffsetDateTime value) {
		return new Fact(name, ColumnType.TIME, value);
	}

}
