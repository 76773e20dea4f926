package ai.potpie.analyticsapi.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

import org.dhatim.fastexcel.StyledWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook: a first sheet with the facts about the file, then a sheet for each
 * table. The short first sheet is written last, when all facts are known; of the other
 * sheets only some rows are in memory.
 */
class XlsxFile implements FileWriter {

	private final Workbook workbook;

	private final Sheet about;

	private final SheetText text = new SheetText();

	XlsxFile(OutputStream to) {
		this.workbook = new StyledWorkbook(to, "Analytics API");
		this.about = new Sheet(this.workbook.newWorksheet("about"), this.text);
	}

	@Override
	public <R> RowWriter<R> begin(Table<R> table) {
		return new SheetTable<>(table, new Sheet(this.workbook.newWorksheet(table.name()), this.text));
	}

	@Override
	public void end(List<Fact> facts, @Nullable Cut cut) {
		if (cut != null) {
			say(Fact.text("Not all rows", cut.detail()));
		}
		facts.forEach(this::say);
		if (this.text.shortened() > 0) {
			say(Fact.text("Shortened cells", this.text.explanation()));
		}
		this.about.end();
		try {
			this.workbook.finish();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void say(Fact fact) {
		this.about.header(fact.name(), false);
		this.about.fact(fact.type(), fact.value());
		this.about.endRow();
	}

}
