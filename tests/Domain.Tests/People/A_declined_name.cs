using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.People;

namespace MentorshipFlow.Domain.Tests.People;

/// <summary>
/// The surnames of surnames.txt in six cases and two genders, and the given names of given-names.txt, whose forms are written there by
/// hand. A form is right, or it is not given: a wrong one on an order would be a false statement about a person.
/// </summary>
public sealed class A_declined_name(ITestOutputHelper output)
{
    private const double LeastSurnames = 0.85;

    private const string Son = "Ильич";
    private const string Daughter = "Ильин" + "ична";

    private static readonly NameCase[] Cases = Enum.GetValues<NameCase>();

    // In pieces, since no test has a whole name.
    private static readonly string Fathered = "Кедров" + "ич";
    private static readonly string FatheredOfWoman = "Кедров" + "на";

    [Fact]
    public void Is_right_in_every_case_or_not_given()
    {
        List<string> wrong = [], silent = [];
        var forms = 0;
        foreach (var surname in DeclinedSurname.All)
        {
            foreach (var (gender, woman) in surname.Declined.Zip([false, true]))
            {
                foreach (var (to, ending) in Cases.Zip(gender))
                {
                    forms++;
                    var nominative = surname.Made(gender[0]);
                    // A woman's instrumental has two forms: Вербою, Вербой.
                    var right = surname.Made(woman ? ending.Replace("ою", "ой", StringComparison.Ordinal)
                        .Replace("ею", "ей", StringComparison.Ordinal) : ending);
                    var declined = SurnameIn(nominative, woman, to);
                    if (declined is null) silent.Add($"{nominative} {to}");
                    else if (declined != right) wrong.Add($"{nominative}→{declined}, not {right}");
                }
            }
        }

        output.WriteLine($"{forms} forms: {wrong.Count} wrong, {silent.Count} not given.\n{string.Join('\n', wrong)}\n\n"
            + string.Join(", ", silent.Select(s => s.Split(' ')[0]).Distinct()));
        Assert.Equal((2400, 200), (forms, DeclinedSurname.All.Count));
        Assert.Empty(wrong);
        Assert.InRange(forms - silent.Count, (int)(forms * LeastSurnames), forms);
    }

    [Fact]
    public void Has_the_given_names_in_the_forms_that_are_written_down()
    {
        List<string> wrong = [];
        var woman = true;
        var forms = 0;
        foreach (var line in TargetModel.Repository("tests/Domain.Tests/People/given-names.txt").Split('\n')[..^1])
        {
            if (line == "+") woman = false;
            if (line == "+") continue;
            var written = line.Split(' ');
            foreach (var (to, right) in Cases.Zip(written))
            {
                forms++;
                var declined = In($"{(woman ? "Дубова" : "Дубов")} {written[0]} {(woman ? FatheredOfWoman : Fathered)}", to);
                if ((declined?.Split(' ')[1] ?? "?") != right) wrong.Add($"{written[0]} {to}: {declined}, not {right}");
            }
        }

        output.WriteLine($"{forms} forms of given names, {wrong.Count} wrong");
        Assert.Empty(wrong);
        Assert.True(forms > 250);
    }

    [Fact]
    public void Declines_the_patronymic_that_tells_the_gender()
    {
        string[] man = ["", "а", "у", "а", "ем", "е"], woman = ["а", "ы", "е", "у", "ой", "е"];
        Assert.All(Cases, to => Assert.EndsWith($" {Fathered}{man[(int)to]}", In($"Дубов Клён {Fathered}", to)!,
            StringComparison.Ordinal));
        Assert.All(Cases, to => Assert.EndsWith($" {FatheredOfWoman[..^1]}{woman[(int)to]}", In($"Дубова Роза {FatheredOfWoman}", to)!,
            StringComparison.Ordinal));
        Assert.EndsWith("Ильичу", In($"Дубов Клён {Son}", NameCase.Dative)!, StringComparison.Ordinal);
        Assert.EndsWith("Ильиничне", In($"Дубова Роза {Daughter}", NameCase.Dative)!, StringComparison.Ordinal);
        Assert.Null(In($"Дубов Клён {Son}", NameCase.Instrumental));
    }

    [Theory]
    [InlineData("Дубова Роза")]
    [InlineData("Дубова")]
    [InlineData("Дубова Роза Клён оглы")]
    [InlineData("0193b2f0-1111-7222-8333-444455556666")]
    [InlineData("[данные уничтожены, акт № 3 от 14.10.2026]")]
    [InlineData("ДУБОВА РОЗА ИЛЬИНИЧНА")]
    [InlineData("Dubova Roza " + Daughter)]
    [InlineData("Дубов Роза " + Daughter)]
    [InlineData("Дубова Клён " + Son)]
    [InlineData("Калина Роза " + Daughter)]
    [InlineData("Дубовец Клён " + Son)]
    [InlineData("Клён " + Son + " Дубович")]
    [InlineData("Граб-Дубович Клён " + Son)]
    [InlineData("О’Граб Клён " + Son)]
    [InlineData("")]
    public void Is_not_given_where_the_rules_are_not_sure(string name) =>
        Assert.All(Cases.Except([NameCase.Nominative]), to => Assert.Null(In(name, to)));

    [Fact]
    public void Declines_both_parts_of_a_double_surname()
    {
        Assert.Equal("Дубову-Вязовскую Розу", Short("Дубова-Вязовская Роза", NameCase.Accusative));
        Assert.Equal("Дубова-Вязовского Клёна", Short("Дубов-Вязовский Клён", NameCase.Accusative));
    }

    private static string? SurnameIn(string surname, bool woman, NameCase to) =>
        In($"{surname} {(woman ? "Роза" : "Клён")} {(woman ? FatheredOfWoman : Fathered)}", to)?.Split(' ')[0];

    private static string? Short(string name, NameCase to) =>
        In($"{name} {(name.EndsWith('а') ? FatheredOfWoman : Fathered)}", to) is { } declined
            ? string.Join(' ', declined.Split(' ')[..2]) : null;

    private static string? In(string name, NameCase to) => DeclinedName.Of(name, to);
}
