using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class Personal_data_on_a_certificate
{
    private const string Publication = "Согласие на распространение";
    private const string NoAnswer = "нет исходных данных (ни согласия, ни отказа не записано)";

    private static readonly PersonStatus Pupil = Everybody.Pupil;
    private static readonly PersonStatus Consenting =
        Pupil with { Consents = [.. Pupil.Consents, Everybody.Consent("pupil", ConsentPurpose.Publication)] };

    [Fact]
    public void Has_no_source_before_anybody_has_joined() =>
        Assert.Equal("нет исходных данных (участников нет)", Prepared().Certificate(Parameters).Section(17).Value("Участников"));

    [Fact]
    public void Counts_no_consent_that_was_voided()
    {
        var school = School(Consenting);
        Assert.Equal("дали: 1; отказали: 0; отозвали: 0; действует на 29.08.2022: 1", Line(school));
        Assert.Equal(NoAnswer, Line(school.Tell("pupil", Pupil with { Version = 3 })));
        Assert.Equal("дали: 1; отказали: 0; отозвали: 0; действует на 29.08.2022: 1",
            Line(school.Tell("pupil", Consenting with { Version = 4 })));
    }

    [Fact]
    public void Counts_no_withdrawn_consent_that_was_voided() =>
        Assert.Equal(NoAnswer,
            Line(School(Pupil with { Withdrawn = [ConsentPurpose.Publication] }).Tell("pupil", Pupil with { Version = 3 })));

    [Fact]
    public void Counts_a_consent_that_was_given_and_withdrawn_before_joining() =>
        Assert.Equal("дали: 1; отказали: 0; отозвали: 1; действует на 29.08.2022: 0",
            Line(School(Pupil with { Withdrawn = [ConsentPurpose.Publication] })));

    [Fact]
    public void Counts_a_consent_that_ended_with_majority_as_given()
    {
        var grown = Pupil with { Version = 3, AgeBand = AgeBand.EighteenToNineteen };
        var school = School(Consenting).Tell("pupil", grown);
        Assert.Equal("дали: 1; отказали: 0; отозвали: 0; действует на 29.08.2022: 0", Line(school));
        Assert.Equal("дали: 1; отказали: 0; отозвали: 0; действует на 29.08.2022: 0",
            Line(school.Tell("pupil", grown with { Version = 4, Left = true })));
    }

    [Fact]
    public void Reads_the_latest_standing_and_not_one_that_comes_late() =>
        Assert.Equal("дали: 1; отказали: 0; отозвали: 0; действует на 29.08.2022: 1",
            Line(School(Consenting with { Version = 9 }).Tell("pupil", Pupil with { Version = 8 })));

    [Fact]
    public void Counts_cases_of_destruction_and_not_persons()
    {
        var school = School(Pupil);
        foreach (var (told, i) in new[]
        {
            ErasureStatus.Open, ErasureStatus.PartlyErasedInTerm, ErasureStatus.Open, ErasureStatus.PartlyErasedLate, ErasureStatus.Open,
            ErasureStatus.Refused, ErasureStatus.Open,
        }.Select((told, i) => (told, i)))
        {
            school.Tell("pupil", Pupil with { Version = 3 + i, Erasure = told });
        }

        Assert.Equal(["4; на рассмотрении: 1; отказано: 1", "в срок: 0; с опозданием: 0", "в срок: 1; с опозданием: 1"],
            Destruction(school));
        Assert.Equal(
            ["4; на рассмотрении: 0; отказано: 1", "в срок: 1; с опозданием: 0", "в срок: 1; с опозданием: 1"],
            Destruction(school.Tell("pupil", Pupil with { Version = 20, Erasure = ErasureStatus.ErasedInTerm })));
    }

    private static History School(PersonStatus standing) => Prepared().On("2021-10-05").Mentee("pupil", standing);

    private static string Line(History school) => school.Certificate(Parameters).Section(17).Value(Publication);

    private static string[] Destruction(History school)
    {
        var section = school.Certificate(Parameters).Section(17);
        return [section.Value("Дел об уничтожении данных"), section.Value("Уничтожено полностью"), section.Value("Уничтожено частично")];
    }
}
