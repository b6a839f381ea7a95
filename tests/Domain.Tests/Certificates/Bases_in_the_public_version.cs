using MentorshipFlow.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>Sections 6 and 7 for the public: lists with one or two persons give nobody away.</summary>
public class Bases_in_the_public_version
{
    private const string Withheld = "скрыто: менее 3 лиц";

    [Fact]
    public void Hide_one_person_with_so_many_others_that_the_total_does_not_tell()
    {
        var year = Mentees(5, AgeBand.TenToThirteen, Mentees(1, AgeBand.Fourteen, Mentees(4, AgeBand.FifteenToSeventeen)));

        Assert.Equal(["10–13 лет; 5; на 29.08.2022: 5", "14 лет; 1; на 29.08.2022: 1", "15–17 лет; 4; на 29.08.2022: 4"],
            year.Certificate(Parameters).Elements("По возрасту"));
        var open = Public(year);
        Assert.Equal("10; на 29.08.2022: 10", open.Section(6).Value("Записей в базе"));
        Assert.Equal([$"10–13 лет; {Withheld}", $"14 лет; {Withheld}", "15–17 лет; 4; на 29.08.2022: 4"], open.Elements("По возрасту"));
        // All are of this kind, so it tells no more than the total.
        Assert.Contains("\nПо категориям: 1\n- обучающиеся; 10; на 29.08.2022: 10\n", open.Section(6), StringComparison.Ordinal);
        Assert.Contains("{\"name\":\"14 лет\",\"withheld\":true}", open.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Hide_of_which_age_a_mentee_was_who_left_and_why()
    {
        var year = Mentees(5, AgeBand.TenToThirteen, Mentees(4, AgeBand.FifteenToSeventeen));
        Assert.Contains("5; на 29.08.2022: 5", Public(year).Elements("По возрасту")[0], StringComparison.Ordinal);

        year.Do(Curator, new MenteeCommand.RemoveMentee(Id($"{AgeBand.TenToThirteen} 1"), RemovalReason.Health, null));

        Assert.Equal(["10–13 лет; 5; на 29.08.2022: 4", "15–17 лет; 4; на 29.08.2022: 4"],
            year.Certificate(Parameters).Elements("По возрасту"));
        Assert.Equal([$"10–13 лет; {Withheld}", $"15–17 лет; {Withheld}"], Public(year).Elements("По возрасту"));
        Assert.Equal([Withheld], Public(year).Elements("Исключены"));
        Assert.DoesNotContain("здоров", Public(year).Section(6), StringComparison.Ordinal);
    }

    [Fact]
    public void Hide_on_which_ground_a_mentor_was_rejected_and_which_category_is_one_person_s()
    {
        var year = Prepared().On("2021-10-05");
        for (var n = 1; n <= 7; n++) year.Applies($"teacher {n}", MentorCategory.Teacher);
        year.Applies("employer", MentorCategory.EmployerRepresentative)
            .Do(Curator, new MentorCommand.RejectMentor(Id("teacher 1"), SelectionGround.TooLittleTime, null));

        Assert.Equal(["недостаток времени; 1; на 29.08.2022: 1"], year.Certificate(Parameters).Elements("Отклонено"));
        Assert.Equal([Withheld], Public(year).Elements("Отклонено"));
        Assert.Equal([$"педагоги; {Withheld}", $"представители работодателей; {Withheld}"],
            Public(year).Section(7).Split('\n')[4..6].Select(line => line[2..]));
        Assert.Equal("8; на 29.08.2022: 8", Public(year).Section(7).Value("Записей в базе"));
    }

    [Fact]
    public void Of_one_or_two_persons_tell_nothing()
    {
        var few = Mentees(2, AgeBand.Fourteen).Applies("teacher", MentorCategory.Teacher);

        Assert.Equal($"6. База наставляемых\nЗаявок: {Withheld}", Public(few).Section(6));
        Assert.Equal($"7. База наставников\nЗаявок: {Withheld}", Public(few).Section(7));
        Assert.Equal("2; на 29.08.2022: 2", few.Certificate(Parameters).Section(6).Value("Записей в базе"));
        Assert.Equal("нет исходных данных (заявок наставляемых нет)", Public(Prepared()).Section(6).Value("Заявок"));
    }

    private static History Mentees(int number, AgeBand band, History? to = null)
    {
        var year = to ?? Prepared().On("2021-10-05");
        for (var n = 1; n <= number; n++) year.Mentee($"{band} {n}", Everybody.Pupil with { AgeBand = band });
        return year;
    }

    private static Certificate Public(History year) => Certificate.PublicFrom(
        Programme, Chronicle.Of(year.Entries), TargetModel.WithoutPeople, Parameters);
}

/// <summary>Steps of these stories.</summary>
file static class Steps
{
    public static History Applies(this History year, string name, MentorCategory category)
    {
        var (kind, form) = category == MentorCategory.Teacher
            ? (PersonKind.Teacher, "teacher-teacher") : (PersonKind.EmployerRepresentative, "employer-learner");
        return year
            .Do(Curator, new MentorCommand.ApplyAsMentor(
                Id(name), Everybody.Colleague with { Kinds = [kind] }, new([], [], null, null, 60, 2, [form], null, null)))
            .Do(Curator, new MentorCommand.AddMentorToBase(Id(name), category));
    }
}
