package org.stratigraph.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.domain.properties.HasParameterTypes;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the rooms, as ARCHITECTURE.md draws them. */
@AnalyzeClasses(packages = "org.stratigraph", importOptions = ArrowsTest.MainCode.class)
class ArrowsTest {
  /** Tests may look around corners; core's come in a jar of their own. */
  static final class MainCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  private static final String[] SHELL = {
    "org.stratigraph.cli..",
    "org.stratigraph.report..",
    "org.stratigraph.figure..",
    "org.stratigraph.scene..",
    "org.stratigraph.serve..",
    "org.stratigraph.store..",
    "org.stratigraph.onnxruntime..",
    "org.stratigraph.pytorch..",
    "org.stratigraph.view.."
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.stratigraph.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreKnowsNoShell =
      noClasses()
          .that()
          .resideOutsideOfPackages(SHELL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SHELL);

  @ArchTest
  static final ArchRule coreKnowsNoDatabaseAndNoTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackages(SHELL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "picocli..")
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule coreIsOffline =
      noClasses()
          .that()
          .resideOutsideOfPackages(SHELL)
          .and()
          .resideOutsideOfPackages("org.stratigraph.download..", "org.stratigraph.tracking..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule onlyOneRoomNamesTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stratigraph.onnxruntime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule onlyOneRoomNamesPytorch =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stratigraph.pytorch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  /** Their memory is given back at once, also where a gradient that is recorded needs it. */
  @ArchTest
  static final ArchRule noGradientIsRecordedForNumbersOfDjl =
      noClasses()
          .that()
          .resideInAPackage("org.stratigraph.pytorch..")
          .and()
          .haveSimpleNameNotEndingWith("Rule")
          .and()
          .doNotHaveSimpleName("Average")
          .and()
          .doNotHaveSimpleName("FlatTensors")
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(
                      HasOwner.Predicates.With.owner(
                          JavaClass.Predicates.assignableTo("ai.djl.ndarray.NDArray")))
                  .and(
                      JavaCall.Predicates.target(
                          HasParameterTypes.Predicates.rawParameterTypes("java.lang.Number"))));

  @ArchTest
  static final ArchRule onlyOneRoomNamesTheDatabase =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stratigraph.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.duckdb..", "java.sql..");

  @ArchTest
  static final ArchRule onlyOneRoomNamesTheWriterOfPdf =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stratigraph.scene..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..");

  @ArchTest
  static final ArchRule onlyTheCommandLineNamesPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.stratigraph.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule theStoreKnowsNoReport =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.stratigraph.store..",
              "org.stratigraph.onnxruntime..",
              "org.stratigraph.pytorch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.stratigraph.report..",
              "org.stratigraph.figure..",
              "org.stratigraph.scene..",
              "org.stratigraph.serve..",
              "org.stratigraph.cli..");

  @ArchTest
  static final ArchRule anAnalysisKnowsNoFileFormat =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.stratigraph.criticality..",
              "org.stratigraph.sweep..",
              "org.stratigraph.comparison..",
              "org.stratigraph.weightchange..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.stratigraph.checkpoint..",
              "org.stratigraph.onnx..",
              "com.google.protobuf..",
              "com.fasterxml.jackson..",
              "org.apache.commons.compress..",
              "io.jhdf..",
              "javax.imageio..");

  @ArchTest
  static final ArchRule packagesAreFlat =
      classes()
          .that()
          .resideInAPackage("org.stratigraph..")
          .should()
          .resideInAnyPackage("org.stratigraph", "org.stratigraph.*");

  @ArchTest
  static final ArchRule nothingUsesJavaSerialization =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");
}
