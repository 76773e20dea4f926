package ai.potpie.analyticsapi.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

class WorkbookStyleTests {

	@Test
	void theDefaultStyleHasAName() throws Exception {
		Element styles = styles();
		assertThat(children(styles).stream().map(Element::getTagName)).containsExactly("numFmts", "fonts", "fills",
				"borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs");
		assertThat(children(child(styles, "cellStyleXfs"))).hasSize(1);
		assertThat(child(styles, "cellStyles").getAttribute("count")).isEqualTo("1");
		assertThat(children(child(styles, "cellStyles"))).singleElement().satisfies((style) -> {
			assertThat(style.getAttribute("name")).isEqualTo("Normal");
			assertThat(style.getAttribute("xfId")).isEqualTo("0");
			assertThat(style.getAttribute("builtinId")).isEqualTo("0");
		});
		assertThat(children(child(styles, "cellXfs"))).hasSizeGreaterThan(1)
			.allSatisfy((format) -> assertThat(format.getAttribute("xfId")).isEqualTo("0"));
	}

	/** POI finds the part; of what is in it, it knows no names of styles. */
	private static Element styles() throws Exception {
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file()));
				InputStream part = workbook.getStylesSource().getPackagePart().getInputStream()) {
			assertThat(workbook.getSheetAt(0).getRow(0).getCell(1).getStringCellValue()).isEqualTo("of some words");
			return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(part).getDocumentElement();
		}
	}

	private static byte[] file() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		FileWriter file = FileWriter.of(new FileOptions(Format.XLSX), true, bytes);
		file.end(List.of(Fact.text("A fact", "of some words")));
		return bytes.toByteArray();
	}

	private static Element child(Element parent, String name) {
		return children(parent).stream().filter((child) -> child.getTagName().equals(name)).findFirst().orElseThrow();
	}

	private static List<Element> children(Element parent) {
		NodeList nodes = parent.getChildNodes();
		return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast).toList();
	}

}
