package io.t4.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** How the code of all modules is written, as far as its classes show. */
@AnalyzeClasses(packages = "io.t4", importOptions = ProductionClasses.class)
class CodeRulesTest {
  private static final String SDK = "software.amazon.awssdk";

  @ArchTest
  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .should(
              beIn(
                  "a package whose package-info.java has @NullMarked", CodeRulesTest::isNullMarked))
          .because("null is checked by the compiler only in marked packages");

  private static boolean isNullMarked(JavaClass type) {
    JavaPackage owner = type.getPackage();
    return owner.tryGetPackageInfo().isPresent() && owner.isAnnotatedWith(NullMarked.class);
  }

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .because("such a name fits any code, so it tells no reader what is inside");

  @ArchTest
  static final ArchRule NO_BOOLEAN_PARAMETERS =
      methods()
          .that()
          .arePublic()
          .and(are(describe("declared here", CodeRulesTest::isOwnContract)))
          .should(haveNoBooleanParameter())
          .because("at the call, true says nothing; a second method or an enum does");

  /** Accessors and constructors of records, and what a library's interface wants, are not ours. */
  private static boolean isOwnContract(JavaMethod method) {
    return method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !overridesForeign(method);
  }

  private static boolean overridesForeign(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .filter(ancestor -> !ancestor.getPackageName().startsWith("io.t4"))
        .anyMatch(
            ancestor ->
                ancestor
                    .tryGetMethod(
                        method.getName(),
                        method.getRawParameterTypes().stream()
                            .map(JavaClass::getName)
                            .toArray(String[]::new))
                    .isPresent());
  }

  @ArchTest
  static final ArchRule SDK_TYPES_STOP_AT_THE_ADAPTER =
      methods()
          .that()
          .areDeclaredInClassesThat(are(describe("public", CodeRulesTest::isPublic)))
          .and(are(describe("visible", CodeRulesTest::isVisible)))
          .should(nameNoSdkType())
          .because("a signature with an SDK type ties every caller to that SDK and its version");

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isVisible(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        || method.getModifiers().contains(JavaModifier.PROTECTED);
  }

  @ArchTest
  static final ArchRule LIBRARIES_DO_NOT_PRINT =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.t4.cli..",
              "io.t4.sandbox.server",
              "io.t4.searchnode.server",
              "io.t4.text.worker",
              "io.t4.catalog.pages.tables.worker",
              "io.t4.catalog",
              "io.t4.catalog.access")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because(
              "a program's output is its own; libraries log through SLF4J. The command line, the"
                  + " servers and the workers are programs");

  @ArchTest
  static final ArchRule LIBRARIES_DO_NOT_END_THE_PROCESS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.t4.cli..",
              "io.t4.sandbox.server",
              "io.t4.searchnode.server",
              "io.t4.text.worker",
              "io.t4.catalog.pages.tables.worker",
              "io.t4.catalog",
              "io.t4.catalog.access")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .because("only a program may end itself");

  @ArchTest
  static final ArchRule ERRORS_OF_USERS_ARE_OURS =
      classes()
          .that()
          .areAssignableTo(RuntimeException.class)
          .and()
          .arePublic()
          .and()
          .resideOutsideOfPackages(
              "io.t4.cli..", "io.t4.sandbox..", "io.t4.searchnode..", "io.t4.catalog..")
          .should()
          .beAssignableTo("io.t4.error.T4Exception")
          .because("users catch one family, and its types say what can be done");

  private static ArchCondition<JavaClass> beIn(String what, Predicate<JavaClass> holds) {
    return new ArchCondition<>("be in " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type, holds.test(type), type.getName() + " is not in " + what));
      }
    };
  }

  private static ArchCondition<JavaMethod> haveNoBooleanParameter() {
    return new ArchCondition<>("have no boolean parameter") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean found =
            method.getRawParameterTypes().stream()
                .anyMatch(
                    type ->
                        type.isEquivalentTo(boolean.class) || type.isEquivalentTo(Boolean.class));
        events.add(
            new SimpleConditionEvent(
                method, !found, method.getFullName() + " has a boolean parameter"));
      }
    };
  }

  private static ArchCondition<JavaMethod> nameNoSdkType() {
    return new ArchCondition<>("name no type of the SDK") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.of(
                method.getReturnType().getAllInvolvedRawTypes().stream(),
                method.getParameterTypes().stream()
                    .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                method.getExceptionTypes().stream())
            .flatMap(types -> types)
            .filter(type -> type.getPackageName().startsWith(SDK))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " names " + type.getName())));
      }
    };
  }

  private static <T> DescribedPredicate<T> describe(String description, Predicate<T> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }
}
