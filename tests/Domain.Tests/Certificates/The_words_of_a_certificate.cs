using System.ComponentModel;
using System.Reflection;
using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_words_of_a_certificate
{
    // A value without a word breaks every certificate that contains it, so each new value needs a word.
    [Fact]
    public void Are_there_for_every_value_and_different()
    {
        Tell<PersonKind>(Words.Of);
        Tell<AgeBand>(Words.Of);
        Tell<RemovalReason>(Words.Of);
        Tell<MentorCategory>(Words.Of);
        Tell<Contour>(Words.Of);
        Tell<SelectionGround>(Words.Of);
        Tell<ConsentPurpose>(Words.Of);
        Tell<LegalLevel>(Words.Of);
        Tell<CriterionOutcome>(Words.Of);
        Tell<SelfApprovalGround>(Words.Of);
        Assert.Distinct(Enum.GetValues<ProgrammeStatus>().Where(s => s != ProgrammeStatus.None).Select(Words.Of));
    }

    // A certificate is recomputed in the words of its format: with another word its hash would be another one.
    [Fact]
    public void Are_those_of_the_released_format()
    {
        Assert.Equal("обучающиеся, студенты, педагоги, представители работодателей, родители, выпускники, иные", All<PersonKind>(Words.Of));
        Assert.Equal("до 10 лет, 10–13 лет, 14 лет, 15–17 лет, 18–19 лет, 20–35 лет, 36 лет и старше, 18 лет и старше",
            All<AgeBand>(Words.Of));
        Assert.Equal("собственное желание, желание представителя, согласие отозвано, выбытие из организации, состояние здоровья, "
            + "несоответствие условиям формы, внесён ошибочно, иное", All<RemovalReason>(Words.Of));
        Assert.Equal("педагоги, обучающиеся, студенты, представители работодателей, иные", All<MentorCategory>(Words.Of));
        Assert.Equal("внутренний, внешний", All<Contour>(Words.Of));
        Assert.Equal("соответствие запросам, опыт и компетенции, мотивация, нет подходящих запросов, недостаток времени, "
            + "итог собеседования, иное", All<SelectionGround>(Words.Of));
        Assert.Equal("согласие отозвано, выбытие наставляемого, выбытие наставника, не подошли друг другу, собственное желание, конфликт, "
            + "безопасность, обязанности не исполнялись, запрос решён или изменился, состояние здоровья, исключение из базы, "
            + "прекращение программы, внесён ошибочно, иное", All<SeparationReason>(Words.Of));
        Assert.Equal("наставник, наставляемый, представитель, куратор, вследствие другого события", All<TandemParty>(Words.Of));
        Assert.Equal("поиск продолжается, психологическое сопровождение, выходит из программы",
            All<UnmatchedDecision>(decision => Words.Of(decision)));
        Assert.Equal("решения нет", Words.Of((UnmatchedDecision?)null));
        Assert.Equal("организационные, пробные рабочие, планирование, регулярные, заключительные, индивидуальные консультации в группах",
            All<MeetingKind>(Words.Of));
        Assert.Equal("удовлетворённость, качество, влияние", All<MonitoringKind>(Words.Of));
        Assert.Equal("наставляемые, наставники", All<SurveyAudience>(Words.Of));
        Assert.Equal("заявка, вход, промежуточный, удовлетворённость, выход", All<SurveyPurpose>(Words.Of));
        Assert.Equal("«Наставник года», «Лучшая пара»", All<Nomination>(Words.Of));
        Assert.Equal("федеральный уровень, региональный уровень, муниципальный уровень, локальный акт", All<LegalLevel>(Words.Of));
        Assert.Equal("слияние, присоединение, разделение, переименование", All<ReorganisationKind>(Words.Of));
        Assert.Equal("не выполнен, выполнен, снят", All<CriterionOutcome>(Words.Of));
        Assert.Equal("представление этапа, ответственность за пункт, запись о выполнении пункта", All<SelfApprovalGround>(Words.Of));
        Assert.Equal("куратор, руководитель, интегратор от имени лица, auditor",
            string.Join(", ", new[] { "curator", "head", "integrator", "auditor" }.Select(Words.Role)));
    }

    [Fact]
    public void Name_a_warning_and_its_subject()
    {
        var state = Story.Given(Course.Stage1).State;
        Assert.Equal(["срок вне учебного года", $"пункт 1.1.1 «{Story.Model.Item("1.1.1")!.Title.Ru}»"],
            Of("planned-outside-school-year", "1.1.1"));
        Assert.Equal(["выполненный пункт не вошёл в новую карту", "пункт 9.9.9"], Of("completed-item-dropped", "9.9.9"));
        foreach (var number in new[] { 1, 7 })
            Assert.Equal(["работа начата с опережением", $"этап {number} «{Story.Model.Stage(number).Title.Ru}»"],
                Of("look-ahead", $"{number}"));
        foreach (var number in new[] { "0", "8", "x" }) Assert.Equal($"этап {number}", Of("look-ahead", number)[1]);
        Assert.Equal(["реквизиты правового акта неполны", $"запись {Cast.Number(1)}"], Of("citation-incomplete", $"{Cast.Number(1)}"));
        Assert.Equal(["own-code", "somewhere"], Of("own-code", "somewhere"));

        string[] Of(string code, string where) =>
            [.. Words.Of(new Warning(code, where), state, Story.Model)];
    }

    [Fact]
    public void Are_there_for_every_event()
    {
        Assert.DoesNotContain(EventCodec.Names, n => EventCodec.TypeOf(n)!.GetCustomAttribute<DisplayNameAttribute>() is null);
        Assert.Distinct(EventCodec.Names.Select(Words.OfEvent));
    }

    private static string All<T>(Func<T, string> word)
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(word));

    private static void Tell<T>(Func<T, string> word)
        where T : struct, Enum => Assert.Distinct(Enum.GetValues<T>().Select(word));
}
