using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class Bases_on_a_certificate
{
    private static readonly MentorOffer Offer = new([], [], null, null, 60, 2, ["teacher-teacher"], null, null);

    [Fact]
    public void Have_no_source_before_anybody_has_applied()
    {
        var certificate = Prepared().Certificate(Parameters);

        Assert.Equal("нет исходных данных (заявок наставляемых нет)", certificate.Section(6).Value("Заявок"));
        Assert.Equal("нет исходных данных (заявок наставников нет)", certificate.Section(7).Value("Заявок"));
    }

    [Fact]
    public void Count_mentees_by_kind_form_age_and_request() => Assert.Equal(
        [
            "Заявок: 2; в базу не включены: 0", "Записей в базе: 2; на 29.08.2022: 1",
            "По категориям: 1", "- обучающиеся; 2; на 29.08.2022: 1", "По формам: 1", "- форма не назначена; 2; на 29.08.2022: 1",
            "По возрасту: 1", "- 15–17 лет; 2; на 29.08.2022: 1", "Запросы по категориям: 1", "- studies «Учёба»; 2; на 29.08.2022: 1",
            "С входным измерением: 1; доля: 50,0 %; на 29.08.2022: 1", "Подали заявку после утверждения этапа 2: 0; на 29.08.2022: 0",
            "Вошли после действующего утверждения этапа 2: 0", "Исключены: 1", "- собственное желание; 1",
        ],
        Base().Certificate(Parameters).Section(6).Split('\n')[1..]);

    [Fact]
    public void Count_mentors_with_their_shares()
    {
        var section = Base().Certificate(Parameters).Section(7);

        Assert.Equal("2; на 29.08.2022: 2", section.Value("Записей в базе"));
        Assert.Equal("1; доля: 50,0 %; на 29.08.2022: 1", section.Value("Отобрано"));
        Assert.Equal("1", section.Value("Отклонено"));
        Assert.Equal("1; доля: 100,0 %; на 29.08.2022: 1", section.Value("Прошли обучение"));
        Assert.Equal("1,5", section.Value("Часов обучения"));
        Assert.Equal("0; на 29.08.2022: 0", section.Value("Были готовы к работе"));
        Assert.Equal("1; на 29.08.2022: 1", section.Value("Согласны участвовать в программах иных организаций"));
    }

    [Fact]
    public void Count_a_mentee_of_whom_only_majority_is_known()
    {
        var programme = Prepared().On("2021-10-05").Mentee("adult", Everybody.Colleague with { NewHire = true });
        var certificate = programme.Certificate(Parameters);

        Assert.Contains("\n- 18 лет и старше; 1; на 29.08.2022: 1\n", certificate.Text, StringComparison.Ordinal);
        Assert.Contains(
            CertificateSources.Of(certificate, Chronicle.Of(programme.Entries), TargetModel.WithoutPeople).Figures,
            f => f.Name == "/menteeBase/ageBands/18 лет и старше/ever" && f.Sources.Entries.Any(e => e.Type == "mentee_applied"));
    }

    [Fact]
    public void Count_no_request_that_was_voided() => Assert.Contains(
        "- studies «Учёба»; 1; на 29.08.2022: 0\n", Base().Void("mentee 1", "request mentee 1").Certificate(Parameters).Text,
        StringComparison.Ordinal);

    private static History Base()
    {
        var programme = Prepared().On("2021-10-05").Mentee("mentee 1").Mentee("mentee 2").Measure("mentee 1")
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("mentee 2"), RemovalReason.OwnWish, null));
        foreach (var name in new[] { "mentor 1", "mentor 2" })
        {
            programme.Do(Curator, new MentorCommand.ApplyAsMentor(Id(name), Everybody.Colleague, Offer))
                .Do(Curator, new MentorCommand.AddMentorToBase(Id(name), MentorCategory.Teacher));
        }

        return programme.Shares("mentor 1")
            .Do(Curator, new MentorCommand.SelectMentor(Id("mentor 1"), SelectionGround.Competence, null))
            .Do(Curator, new MentorCommand.RejectMentor(Id("mentor 2"), SelectionGround.TooLittleTime, null))
            .Do(Curator, new MentorCommand.CompleteTraining(new(Id("mentor 1"), Id("training"), 90, TrainingResult.Passed, null)));
    }
}
