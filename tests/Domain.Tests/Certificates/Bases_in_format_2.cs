using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class Bases_in_format_2
{
    private static readonly PersonStatus Pupil = new(
        2, [PersonKind.Learner], Contour.Internal, AgeBand.TenToThirteen, 5, null, false, [new(Id("consent"), ConsentPurpose.Participation, Day("2021-09-01"), Day("2022-08-31"))],
        [ConsentPurpose.Publication], [], null, false, false, ErasureStatus.None);

    private static readonly PersonStatus Colleague = Pupil with { Kinds = [PersonKind.Teacher], AgeBand = AgeBand.TwentyToThirtyFive, Grade = null, Experience = Experience.MoreThanThreeYears, Refused = [] };

    private static readonly MentorOffer Offer = new([], [], null, null, 60, 2, ["teacher-teacher"], null, null);

    [Fact]
    public void Are_not_there_before_anybody_has_applied()
    {
        var certificate = Prepared().In(2, Parameters);

        Assert.StartsWith("mentorshipflow certificate v2\n", certificate.Text, StringComparison.Ordinal);
        Assert.Equal("нет исходных данных (заявок наставляемых нет)", certificate.Section(6).Value("Записей в базе"));
        Assert.Equal("нет исходных данных (заявок наставников нет)", certificate.Section(7).Value("Записей в базе"));
        Assert.Equal("нет исходных данных (участников нет)", certificate.Section(17).Value("Участников"));
    }

    [Fact]
    public void Count_mentees_by_kind_form_age_and_request()
    {
        var section = Base().In(2, Parameters).Section(6);

        Assert.Equal(
            ["Записей в базе: 2", "По категориям: 1", "- обучающиеся; 2", "По формам: 1", "- форма не назначена; 2", "По возрасту: 1", "- 10–13 лет; 2", "Запросы по категориям: 1", "- mathematics; 2",
                "С входным измерением: 1; доля: 50,0 %", "Вошли после утверждения этапа 2: 0", "Исключены: 1", "- собственное желание; 1"],
            section.Split('\n')[1..]);
    }

    [Fact]
    public void Count_a_mentee_of_whom_only_majority_is_known()
    {
        var programme = Prepared().On("2021-10-05").Do(Curator, new MenteeCommand.ApplyAsMentee(Id("mentee 1"), Colleague with { AgeBand = AgeBand.Adult }))
            .Do(Curator, new MenteeCommand.RecordRequest(new(Id("mentee 1"), Id("request"), "mathematics", null))).Do(Curator, new MenteeCommand.AddMenteeToBase(Id("mentee 1")));

        Assert.Contains("\n- 18 лет и старше; 1\n", programme.In(2, Parameters).Text, StringComparison.Ordinal);
        Assert.Contains(
            CertificateSources.Of(programme.In(2, Parameters), programme.Entries, TargetModel.Shipped).Figures,
            f => f.Name == "/menteeBase/ageBands/18 лет и старше/number" && f.Sources.Entries.Any(e => e.Type == "mentee_applied"));
    }

    [Fact]
    public void Count_no_request_that_was_voided()
    {
        var voided = Base().Do(Curator, new ParticipantCommand.VoidParticipantFact(Id("mentee 1"), Id("request mentee 1"), Secret("Описка")));

        Assert.Equal("1", voided.In(2, Parameters).Section(6).Value("Запросы по категориям"));
        Assert.Contains("- mathematics; 1\n", voided.In(2, Parameters).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_mentors_with_their_shares()
    {
        var section = Base().In(2, Parameters).Section(7);

        Assert.Equal("2", section.Value("Записей в базе"));
        Assert.Equal("1; доля: 50,0 %", section.Value("Отобрано"));
        Assert.Equal("1", section.Value("Отклонено"));
        Assert.Equal("1; доля: 100,0 %", section.Value("Прошли обучение"));
        Assert.Equal("1,5", section.Value("Часов обучения"));
        Assert.Equal("0; были готовы: 0", section.Value("Готовы к работе"));
        Assert.Equal("1", section.Value("Согласны участвовать в программах иных организаций"));
    }

    [Fact]
    public void Tell_what_became_of_personal_data()
    {
        var programme = Base();
        Assert.Equal("дали: 4; отказали: 0; отозвали: 0; действует на 29.08.2022: 4", programme.In(2, Parameters).Section(17).Value("Согласие на участие"));
        Assert.Equal("дали: 0; отказали: 2; отозвали: 0; действует на 29.08.2022: 0", programme.In(2, Parameters).Section(17).Value("Согласие на распространение"));
        Assert.Equal("нет исходных данных (согласие не запрашивалось)", programme.In(2, Parameters).Section(17).Value("Согласие на долгосрочную базу"));

        var withdrawn = Pupil with { Version = 3, Consents = [], Withdrawn = [ConsentPurpose.Participation], Restricted = true, Erasure = ErasureStatus.ErasedInTerm };
        programme.Told(new ParticipantEvent.PersonStandingRecorded(Id("mentee 1"), withdrawn), Curator);
        var section = programme.In(2, Parameters).Section(17);

        Assert.Equal("4", section.Value("Участников"));
        Assert.Equal("дали: 4; отказали: 0; отозвали: 1; действует на 29.08.2022: 3", section.Value("Согласие на участие"));
        Assert.Equal("1", section.Value("Обработка ограничена"));
        Assert.Equal("на рассмотрении: 0; отказано: 0; в срок: 1; с опозданием: 0", section.Value("Уничтожение данных"));
    }

    [Fact]
    public void Leave_format_1_as_it_was() => Assert.Equal("Разделы: 1, 2, 3, 4, 5, 16, 18, 19", Base().Certificate(Parameters).Text.Split('\n')[2]);

    private static History Base()
    {
        var programme = Prepared().On("2021-10-05");
        foreach (var name in new[] { "mentee 1", "mentee 2" })
        {
            programme
                .Do(Curator, new MenteeCommand.ApplyAsMentee(Id(name), Pupil))
                .Do(Curator, new MenteeCommand.RecordRequest(new(Id(name), Id($"request {name}"), "mathematics", null)))
                .Do(Curator, new MenteeCommand.AddMenteeToBase(Id(name)));
        }

        programme
            .Do(Curator, new ParticipantCommand.MeasureEntry(new(Id("mentee 1"), Id("measurement"), [new("Q_HELP", "7")], Day("2021-10-05"), MeasurementSource.Questionnaire)))
            .Do(Curator, new MenteeCommand.RemoveMentee(Id("mentee 2"), RemovalReason.OwnWish, null));
        foreach (var name in new[] { "mentor 1", "mentor 2" })
        {
            programme.Do(Curator, new MentorCommand.ApplyAsMentor(Id(name), Colleague, Offer)).Do(Curator, new MentorCommand.AddMentorToBase(Id(name), MentorCategory.Teacher));
        }

        programme.Told(new ParticipantEvent.MentorSharingAnswered(Id("mentor 1"), true, SharingScope.Region), Curator);
        return programme
            .Do(Curator, new MentorCommand.SelectMentor(Id("mentor 1"), SelectionGround.Competence, null))
            .Do(Curator, new MentorCommand.RejectMentor(Id("mentor 2"), SelectionGround.TooLittleTime, null))
            .Do(Curator, new MentorCommand.CompleteTraining(new(Id("mentor 1"), Id("training"), 90, TrainingResult.Passed, null)));
    }
}
