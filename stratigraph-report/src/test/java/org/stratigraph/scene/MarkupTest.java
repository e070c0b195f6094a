package org.stratigraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class MarkupTest {
  @Test
  void escapesWhatCouldEndMarkup() {
    assertThat(Markup.escape("<script>alert(\"1\" & '2')</script>"))
        .isEqualTo("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
  }

  @Test
  void showsWhatCannotBeSeen() {
    assertThat(Markup.escape("a\0b\u001bc\u007fd\u0085"))
        .isEqualTo("a\\u0000b\\u001bc\\u007fd\\u0085");
    assertThat(Markup.escape("x\u202egpj.exe\u2066\u200f\ufeff"))
        .isEqualTo("x\\u202egpj.exe\\u2066\\u200f\\ufeff");
    assertThat(Markup.escape("\ud800 \udc00 \uffff")).isEqualTo("\\ud800 \\udc00 \\uffff");
  }

  @Test
  void keepsWhatCanBeSeen() {
    String text = "layer1.0.conv1 \u05e9\u05db\u05d1\u05d4 \u5c42 \ud83e\udea8\n\t";
    assertThat(Markup.escape(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' onload='alert(1)",
        "]]>",
        "<!-- -->",
        "</title></svg><img src=x onerror=alert(1)>",
        "&lt;already&gt;",
        "${x} {{x}} <?xml?>"
      })
  void textAndAttributesComeBackAsTheyWere(String text) throws Exception {
    Document read = SafeXml.parse(new Markup().element("a", text, "title", text).toString());
    assertThat(read.getDocumentElement().getTextContent()).isEqualTo(text);
    assertThat(read.getDocumentElement().getAttribute("title")).isEqualTo(text);
    assertThat(read.getDocumentElement().getAttributes().getLength()).isEqualTo(1);
    assertThat(read.getDocumentElement().getElementsByTagName("*").getLength()).isZero();
  }

  @Test
  void isNotFinishedWhileAnElementIsOpen() {
    Markup open = new Markup().open("p");
    assertThatThrownBy(open::toString).isInstanceOf(IllegalStateException.class);
    assertThat(open.close().toString()).isEqualTo("<p></p>");
  }

  @Test
  void refusesAttributesWithoutAValue() {
    assertThatThrownBy(() -> new Markup().open("p", "id"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
