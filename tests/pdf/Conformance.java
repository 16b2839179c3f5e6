import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks files against veraPDF's profiles, many in one JVM.
 *
 * <p>Reads lines of profile, tab, path. Writes for each a line "failed" for every rule that failed
 * (profile, path, rule, where and why for the first), then one line "checked" (profile, path,
 * number of checks), or one line "error" (profile, path, reason). Profiles are read with the JDK's
 * own XML parser: veraPDF's reader wants JAXB, which the jar does not hold.
 */
public final class Conformance {
    private static final Map<String, String> PROFILES =
            Map.of("3a", "PDFA-3A.xml", "ua1", "PDFUA-1.xml");
    private static final int MOST_FAILURES_OF_A_RULE = 1;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> loaded = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : PROFILES.entrySet()) {
            loaded.put(each.getKey(), load(each.getValue()));
        }
        BufferedReader tasks =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
            String[] task = line.split("\t");
            try {
                check(task[0], task[1], loaded.get(task[0]));
            } catch (Exception | StackOverflowError | OutOfMemoryError error) {
                tell("error", task[0], task[1], error.toString());
            }
        }
    }

    private static void check(String name, String path, ValidationProfile profile)
            throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new File(path), flavour, flavour)) {
            ValidationResult result =
                    Foundries.defaultInstance()
                            .createValidator(profile, MOST_FAILURES_OF_A_RULE, false, true, false)
                            .validate(parser);
            Map<String, String> failed = new LinkedHashMap<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                    String where = each.getLocation().getContext();
                    failed.putIfAbsent(rule, each.getMessage() + " At: " + where);
                }
            }
            for (Map.Entry<String, String> each : failed.entrySet()) {
                tell("failed", name, path, each.getKey(), each.getValue());
            }
            if (failed.isEmpty() != result.isCompliant()) {
                throw new IllegalStateException("the verdict is not that of its rules");
            }
            tell("checked", name, path, String.valueOf(result.getTotalAssertions()));
        }
    }

    private static void tell(String... words) {
        List<String> plain = new ArrayList<>();
        for (String word : words) {
            plain.add(word.replaceAll("\\s+", " "));
        }
        OUT.println(String.join("\t", plain));
    }

    private static ValidationProfile load(String file) throws Exception {
        Element root;
        try (InputStream xml =
                Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + file)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml)
                    .getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element each : inside(root, "rule")) {
            rules.add(rule(each));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element each : inside(root, "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            each.getAttribute("name"),
                            each.getAttribute("object"),
                            text(each, "defaultValue"),
                            text(each, "value")));
        }
        return Profiles.profileFromValues(
                PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(
                        text(root, "name"), text(root, "description"), "veraPDF", new Date(0)),
                "",
                rules,
                variables);
    }

    private static Rule rule(Element rule) {
        Element id = inside(rule, "id").get(0);
        Element error = inside(rule, "error").get(0);
        List<ErrorArgument> values = new ArrayList<>();
        for (Element each : inside(error, "argument")) {
            String name = each.hasAttribute("name") ? each.getAttribute("name") : null;
            values.add(ErrorArgumentImpl.fromValues(each.getTextContent(), name, null));
        }
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), values),
                new ArrayList<>());
    }

    private static List<Element> inside(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element) {
                Element element = (Element) each;
                if (element.getTagName().equals(name)) {
                    found.add(element);
                } else {
                    found.addAll(inside(element, name));
                }
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = inside(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
