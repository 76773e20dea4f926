package org.dhatim.fastexcel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A workbook whose default style has its name, {@code Normal}. Fastexcel leaves the name
 * out, and openpyxl warns of that with each workbook. What writes the parts of a workbook
 * is private to fastexcel's package, so this is in there: it is the whole of what could
 * break with another version, and a test would tell.
 */
public class StyledWorkbook extends Workbook {

	private static final String BEFORE = "</cellXfs>";

	private static final String NAMED = "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

	public StyledWorkbook(OutputStream to, String applicationName) {
		super(to, applicationName, null);
	}

	@Override
	void writeFile(String name, ThrowingConsumer<Writer> part) throws IOException {
		super.writeFile(name, name.equals("xl/styles.xml") ? withNamedStyle(part) : part);
	}

	private static ThrowingConsumer<Writer> withNamedStyle(ThrowingConsumer<Writer> styles) {
		return (writer) -> {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			Writer unnamed = new Writer(bytes);
			styles.accept(unnamed);
			unnamed.flush();
			writer.append(bytes.toString(StandardCharsets.UTF_8).replace(BEFORE, BEFORE + NAMED));
		};
	}

}
