package ai.potpie.analyticsapi.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that is written from left to right and from top to bottom. It keeps only some
 * rows in memory, and fewer if they are long. The first rows decide the width of its
 * columns.
 */
class Sheet {

	private static final int ROWS_IN_MEMORY = 100;

	/** In characters. */
	private static final int TEXT_IN_MEMORY = 64 * 1024;

	/** In characters. Wider text is cut off on the screen, but not in the cell. */
	private static final int MAX_WIDTH = 60;

	private static final int MIN_WIDTH = 8;

	/** Fewer than the width, because letters differ in width. */
	private static final int CHARACTERS_OF_A_LINE = 55;

	/** In points, of which a row may have up to 409. */
	private static final double LINE_HEIGHT = 15;

	private static final int MAX_LINES = 27;

	private static final Short ANY_HEIGHT = 0;

	private static final UnaryOperator<StyleSetter> PLAIN = (style) -> style;

	private final Worksheet sheet;

	private final SheetText text;

	private final List<Integer> widths = new ArrayList<>();

	private int row;

	private int column;

	private int textInMemory;

	Sheet(Worksheet sheet, SheetText text) {
		this.sheet = sheet;
		this.text = text;
		sheet.pageOrientation("landscape");
		sheet.paperSize(PaperSize.A4_PAPER);
		sheet.setFitToPage(true);
		sheet.fitToHeight(ANY_HEIGHT);
	}

	void keepFirstRowInSight() {
		this.sheet.freezePane(0, 1);
		this.sheet.repeatRows(0);
	}

	void header(String name, boolean atTheRight) {
		write(ColumnType.TEXT, name,
				(style) -> style.bold().horizontalAlignment(atTheRight ? "right" : "left").verticalAlignment("top"));
	}

	void cell(ColumnType type, @Nullable Object value) {
		write(type, value, PLAIN);
	}

	void total(ColumnType type, @Nullable Object value) {
		write(type, value, StyleSetter::bold);
	}

	/** Writes a cell in a column that mixes types. */
	void fact(ColumnType type, Object value) {
		int lines = 1 + PlainText.of(value).length() / CHARACTERS_OF_A_LINE;
		this.sheet.rowHeight(this.row, LINE_HEIGHT * Math.min(lines, MAX_LINES));
		write(type, value, (style) -> style.horizontalAlignment("left").verticalAlignment("top").wrapText(true));
	}

	void endRow() {
		this.row++;
		this.column = 0;
		if (this.row % ROWS_IN_MEMORY == 0 || this.textInMemory > TEXT_IN_MEMORY) {
			this.textInMemory = 0;
			setWidths();
			write(this.sheet::flush);
		}
	}

	void end() {
		setWidths();
		write(this.sheet::finish);
	}

	private void write(ColumnType type, @Nullable Object value, UnaryOperator<StyleSetter> look) {
		if (value == null) {
			advance(0);
			return;
		}
		SheetValue shown = SheetValue.of(type, value);
		if (shown.number() != null) {
			this.sheet.value(this.row, this.column, shown.number());
			look.apply(style().format(shown.format())).set();
		}
		else {
			setText(type, value);
			if (look != PLAIN) {
				look.apply(style()).set();
			}
		}
		advance(shown.width());
	}

	private void setText(ColumnType type, Object value) {
		if (value instanceof Boolean flag) {
			this.sheet.value(this.row, this.column, flag);
		}
		else {
			String text = value.toString();
			this.textInMemory += text.length();
			this.sheet.inlineString(this.row, this.column, this.text.of(type, text));
		}
	}

	private StyleSetter style() {
		return this.sheet.style(this.row, this.column);
	}

	private void advance(int width) {
		if (this.column == this.widths.size()) {
			this.widths.add(MIN_WIDTH);
		}
		this.widths.set(this.column, Math.max(this.widths.get(this.column), Math.min(width + 2, MAX_WIDTH)));
		this.column++;
	}

	/** Sets the widths, which has an effect only before the sheet is begun. */
	private void setWidths() {
		for (int i = 0; i < this.widths.size(); i++) {
			this.sheet.width(i, this.widths.get(i));
		}
	}

	private static void write(Writing writing) {
		try {
			writing.write();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Writing {

		void write() throws IOException;

	}

}
