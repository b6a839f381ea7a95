using System.Text.RegularExpressions;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>What ships is shared by all schools, so it names none. The sample school is one: it keeps its own name.</summary>
public sealed partial class The_shipped_texts
{
    // Words with a capital letter inside a sentence that are not the name of one school, town or person.
    private static readonly HashSet<string> Common =
    [
        "Вам", "Вас", "Ваш", "Ваша", "Ваше", "Вашего", "Вашей", "Вашему", "Ваши", "Ваших", "Вы", "Года", "Внедрение", "Дорожной",
        "Министерства", "НКО", "О", "Об", "Плана", "Плану", "Положения", "Распоряжения", "Российской", "Роскомнадзора", "Федерации",
        "ЦМН", "Целевой", "Р", "Я", "ФИО",
    ];

    private static IEnumerable<(string Path, string Text)> Data =>
        Repository.Files("src/Workflows/Definitions", "*.json").Concat(Repository.Files("src/Workflows/Questionnaires", "*.json"))
            .Concat(Repository.Files("src/Workflows/Templates", "*.json"))
            .Concat(Repository.Files("src/Workflows/People", "*.json")).Concat(Repository.Files("src/Workflows/Privacy", "*.json"));

    private static IEnumerable<(string Path, string Text)> Texts =>
        Data.Concat(Repository.Files("src/Workflows/Registers", "*.json")).Concat(Repository.Files("src/Api", "*.resx")
                .Select(f => (f.Path, ZoneOffered().Replace(f.Text, ""))))
            .Concat(Repository.Files("src/Api/Surveys/Page", "*"))
            .Concat(Repository.Sources.Where(f => !f.Path.Contains("/Sample", StringComparison.Ordinal)
                    // The time zones that a new school chooses from.
                    && !f.Path.EndsWith("Installation/NewSchoolPages.cs", StringComparison.Ordinal))
                .Select(f => (f.Path, CommentOf().Replace(f.Text, ""))));

    [Fact]
    public void F21_name_no_school_and_no_town() =>
        Assert.Equal([], Texts.SelectMany(f => SchoolsIn(f.Text).Select(n => $"{f.Path}: {n}")));

    [Fact]
    public void Have_no_proper_name_in_definitions_questionnaires_and_model_texts() =>
        Assert.Equal([], Data.SelectMany(f => NamesIn(f.Text).Select(n => $"{f.Path}: {n}")));

    [Theory]
    [InlineData("в МБОУ «Роща»"), InlineData("показателей СОШ"), InlineData("школа № 49"), InlineData("школа №49"),
        InlineData("Школа N 5"), InlineData("г. Берёзово"), InlineData("Asia/Novokuznetsk")]
    public void Are_searched_for_schools(string forged) => Assert.NotEmpty(SchoolsIn(forged));

    [Theory]
    [InlineData("приказа министерства Берёзовска о модели"), InlineData("работа школы «Роща» в районе"),
        InlineData("Модель (город Липецк)")]
    public void Are_searched_for_names(string forged) => Assert.NotEmpty(NamesIn(forged));

    [Theory]
    [InlineData("от 27.07.2006 № 152-ФЗ"), InlineData("приказ от 28.10.2022 № 179"), InlineData("Распоряжение № Р-145"),
        InlineData("«№ {0}»")]
    public void May_cite_an_act(string act) => Assert.Empty(SchoolsIn(act));

    // A school chooses its time zone among all.
    [GeneratedRegex("""<data name="zone\..*</data>""")]
    private static partial Regex ZoneOffered();

    private static IEnumerable<string> SchoolsIn(string text) => SchoolNamed().Matches(text).Select(m => m.Value);

    private static IEnumerable<string> NamesIn(string text) =>
        CapitalInside().Matches(text).Select(m => m.Groups["word"].Value).Where(word => !Common.Contains(word));

    // A kind of organisation as schools abbreviate it, a number of a school (acts have letters in theirs), a town, a town's time zone.
    [GeneratedRegex(@"\b(?:М[АБК]?|Г[АБК]|ФГ[АБК]|Ч|Н)(?:Д?ОУ|ПОУ|У ?ДО|УДПО)\b|\b(?:СОШ|ООШ|НОШ|ДДТ|ЦРТДиЮ)\b|"
        + @"(?<![0-9]{4} )(?:№|\bN) ?[0-9]+(?![0-9]*[-–]?(?:[А-Яа-я]))|\bг\. ?[А-ЯЁ]|\b(?:Asia|Europe)/(?!Moscow)[A-Z]")]
    private static partial Regex SchoolNamed();

    [GeneratedRegex(@"(?<=[а-яё0-9,;:)»] [«(]?)(?<word>[А-ЯЁ][А-ЯЁа-яё]*)")]
    private static partial Regex CapitalInside();

    [GeneratedRegex(@"//.*")]
    private static partial Regex CommentOf();
}
