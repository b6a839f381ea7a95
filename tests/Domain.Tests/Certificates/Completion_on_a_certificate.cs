using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>Sections 10 to 15 with the formulas of domain-model.md 6, recomputed by hand.</summary>
public sealed class Completion_on_a_certificate
{
    private static readonly Certificate Made = Completed.Year().Certificate(Parameters);
    private static readonly Certificate Open = Certificate.PublicFrom(
        Programme, Chronicle.Of(Completed.Year().Entries), TargetModel.WithoutPeople, Parameters);

    [Fact]
    public void Is_written_in_six_sections_with_their_own_words() => Assert.Equal(
        TargetModel.Expected("tests/Domain.Tests/Certificates/completed.certificate.txt", Made.Text), Made.Text);

    [Fact]
    public void Counts_the_answers_yes_and_the_curator_s_sheet()
    {
        Assert.Equal(["ученик – ученик; Q_YN_CONTINUE «Хочет продолжить»; 2 из 3; 66,7 %"], Made.Elements("Доли ответов «да»"));
        Assert.Equal("сумма 14 из 18; уровень: допустимый", Made.Value("Лист куратора"));
        Assert.Equal(["«Удовлетворённость»; наставляемые; удовлетворённость; 3 из 4; 75,0 %"], Made.Elements("Опросов обратной связи"));
    }

    [Fact]
    public void Has_mean_median_and_share_of_the_satisfied()
    {
        Assert.Equal("7", Made.Value("Порог τ"));
        Assert.Equal(
            ["«Удовлетворённость»; наставляемые; удовлетворённость; 20.05.2022–20.05.2022; ответов: 3; среднее: 8,0; медиана: 8,0; "
                + "удовлетворены: 66,7 %; хотят продолжить: 66,7 %; хотят стать наставниками: —"],
            Made.Elements("Опросов удовлетворённости"));
    }

    [Fact]
    public void Compares_before_and_after_in_the_paired_set_only()
    {
        Assert.Equal("60", Made.Value("Предел участия, дней"));
        Assert.Equal("наставляемых 4; наставников 1", Made.Value("Участвовали"));
        Assert.Equal(
            ["Q_HELP «Помощь наставника»; n: 3; до: 7,0; после: 7,7; изменение: 0,7; улучшение: 66,7 %; охват: 75,0 %; "
                + "измерено: 05.10.2021–20.05.2022"],
            Made.Elements("Наставляемые, показателей"));
        Assert.Equal(
            ["Q_HELP «Помощь наставника»; n: 1; до: 7,0; после: 8,0; изменение: 1,0; улучшение: 100,0 %; охват: 100,0 %; "
                + "измерено: 05.10.2021–20.05.2022"],
            Made.Elements("Наставники, показателей"));
    }

    // 60 days from the order to the exit measurement on 20 May.
    [Theory]
    [InlineData("2022-03-21", true), InlineData("2022-03-22", false)]
    public void Leaves_out_who_worked_less_than_the_limit(string orderOn, bool counts)
    {
        var late = Prepared().On("2021-10-05").Mentee("mentee 1").Measure("mentee 1").Ready("mentor");
        late.Group(orderOn, ["mentee 1"]);
        late.On("2022-05-20").Do(Curator, new MonitoringCommand.MeasureIndicators([Completed.Exit("mentee 1", "9")]));
        var paired = late.Certificate(Parameters).Value("Наставляемые, показателей");
        Assert.Equal(counts ? "1" : "нет исходных данных (нет измеренных до и после с достаточным участием)", paired);
    }

    [Fact]
    public void Measures_the_nine_results_as_the_definition_says()
    {
        var section = Made.Section(13);
        Assert.Equal("до: 6,0; после: 4,0; изменение: -2,0", Result(section, "R4", "Число зарегистрированных конфликтов с педагогами"));
        Assert.Equal("после: 7,0", Result(section, "R8", "Число мероприятий с участием молодых специалистов"));
        Assert.Equal("нет исходных данных (нет значения года программы)",
            Result(section, "R3", "Число обучающихся, прошедших профориентационные мероприятия"));
        Assert.Equal("нет исходных данных (нет измеренных до и после с достаточным участием)",
            Result(section, "R5", "Уверенность в собственных силах"));
        Assert.Equal(9, TargetModel.Shipped.Results.Count(r => section.Contains($"\n{r.Code} «", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compares_the_target_indicators_with_the_targets_of_the_year()
    {
        var section = Made.Section(14);
        Assert.Equal("66,7 %; 2 из 3; цель 2022: 60 %; отклонение: 6,7",
            section.Value("I5 «Уровень удовлетворённости наставляемых участием в программах наставничества»"));
        Assert.Equal("нет исходных данных (контингент не записан; в программе: 1)",
            section.Value("I4 «Доля предприятий (организаций), предоставивших своих наставников»"));
        Assert.Equal("нет исходных данных (ответов об удовлетворённости нет)",
            section.Value("I6 «Уровень удовлетворённости наставников участием в программах наставничества»"));
    }

    [Fact]
    public void Lists_recognition_without_what_was_voided()
    {
        Assert.Equal("2", Made.Value("Поощрено лиц"));
        Assert.Equal(["Завод; «Благодарность» № 71 от 20.05.2022"], Made.Elements("Благодарственных писем партнёрам"));
        Assert.Equal(["20.05.2022; https://school49.example/mentoring; сайт организации; обезличенная"], Made.Elements("Публикаций"));
        Assert.Equal(["«Шахматный кружок»; ученик – ученик"], Made.Elements("Лучших практик"));
        Assert.Equal([$"«Наставник года»; 18.05.2022; 1 место: {Id("mentor")}"], Made.Elements("Конкурсов"));
        Assert.Equal("1", Made.Section(7).Value("Долгосрочная база"));
    }

    [Fact]
    public void Has_no_source_where_nothing_is_recorded()
    {
        var empty = Prepared().Certificate(Parameters);
        Assert.All([10, 11, 12, 13, 15], n => Assert.Contains("нет исходных данных", empty.Section(n), StringComparison.Ordinal));
        Assert.Equal("нет исходных данных (лист не записан)", empty.Value("Лист куратора"));
    }

    [Fact]
    public void Withholds_numbers_about_fewer_than_three_persons_in_the_public_version_only()
    {
        var two = Completed.Year()
            .Do(Curator, new MonitoringCommand.VoidMonitoringFact(Id("exit mentee 3"), Secret("Ошибка")));
        var hidden = Certificate.PublicFrom(Programme, Chronicle.Of(two.Entries), TargetModel.WithoutPeople, Parameters);

        Assert.Contains("\nОткрытая версия: показатели менее чем по 3 лицам скрыты\n", hidden.Text, StringComparison.Ordinal);
        Assert.Equal(["Q_HELP «Помощь наставника»; скрыто: менее 3 лиц"], hidden.Elements("Наставляемые, показателей"));
        Assert.StartsWith("Q_HELP «Помощь наставника»; n: 2;", two.Certificate(Parameters).Elements("Наставляемые, показателей").Single(),
            StringComparison.Ordinal);
        Assert.Equal(["Q_HELP «Помощь наставника»; скрыто: менее 3 лиц"], Open.Elements("Наставники, показателей"));
        Assert.Equal(["«Наставник года»; 18.05.2022"], hidden.Elements("Конкурсов"));
        // An enterprise is no person.
        Assert.Equal("нет исходных данных (контингент не записан; в программе: 1)",
            Open.Section(14).Value("I4 «Доля предприятий (организаций), предоставивших своих наставников»"));
        Assert.Equal(Made.Elements("Наставляемые, показателей"), Open.Elements("Наставляемые, показателей"));
        Assert.DoesNotContain("Открытая версия", Made.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_everybody_the_few_enterprises_because_they_are_no_persons()
    {
        const string I4 = "I4 «Доля предприятий (организаций), предоставивших своих наставников»";
        var few = Completed.Year().Fact(new Fact.ContingentRecorded(
            Id("enterprises"), Day("2022-05-20"), "enterprises", 2, new("Реестр")));
        var open = Certificate.PublicFrom(Programme, Chronicle.Of(few.Entries), TargetModel.WithoutPeople, Parameters);

        Assert.Equal("50,0 %; 1 из 2; цель 2022: 10 %; отклонение: 40,0", few.Certificate(Parameters).Section(14).Value(I4));
        Assert.Equal("50,0 %; 1 из 2; цель 2022: 10 %; отклонение: 40,0", open.Section(14).Value(I4));
    }

    private static string Result(string section, string code, string indicator) => section.Split('\n')
        .Single(line => line.StartsWith($"{code} «", StringComparison.Ordinal)
            && line.Contains($"», {indicator}: ", StringComparison.Ordinal))
        .Split($"», {indicator}: ")[1];
}
