using System.Net;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

public sealed class The_paper_of_a_consent(Installation installation)
{
    [Fact]
    public async Task Is_in_force_in_the_register_of_one_of_the_schools_own_programmes()
    {
        var (school, others) = (await School.Open(installation), await School.Open(installation));
        var teacher = await school.Person(30, kind: "teacher");
        var programme = await school.ActiveProgramme();
        var (paper, foreign) = (await school.Document(programme, "curator-order", about: teacher),
            await others.Document(await others.ActiveProgramme(), "curator-order"));

        foreach (var nowhere in new[] { Id.New(), foreign })
            (await school.Consent(teacher, [teacher], document: nowhere))
                .Refused(HttpStatusCode.Conflict, "document-not-in-force", "document-not-in-force");
        var given = await school.Consent(teacher, [teacher], document: paper);
        Assert.Equal($"{paper}", given.Json["events"]![0]!["body"]!["document"]!.GetValue<string>());
        Deciding.Done(await school.Post($"/api/programmes/{programme}/documents/{paper}/annulment", """{"reason":"Ошибка."}"""));
        (await school.Consent(teacher, [teacher], "publication", document: paper))
            .Refused(HttpStatusCode.Conflict, "document-not-in-force", "document-not-in-force");
    }

    [Fact]
    public async Task Is_required_for_each_consent_unless_the_head_says_otherwise()
    {
        var school = await School.Open(installation);
        var teacher = await school.Person(30, kind: "teacher");
        var paper = await school.Document(await school.ActiveProgramme(), "curator-order", about: teacher);
        await school.Text();
        const string wanted = """{"paperPolicy":"registered","reason":"Проверка."}""";
        Assert.Equal("role-required", (await school.Replace("/api/paper-policy", "/api/paper-policy", wanted)).Code);
        Deciding.Done(await school.Replace("/api/paper-policy", "/api/paper-policy", wanted, school.GraceKey));
        Assert.Equal("registered", $"{(await school.Get("/api/paper-policy")).Json["paperPolicy"]}");

        (await school.Consent(teacher, [teacher]))
            .Refused(HttpStatusCode.UnprocessableEntity, "evidence-required", "consent-paper-missing");
        Deciding.Done(await school.Consent(teacher, [teacher], document: paper));
        (await school.Consent(teacher, [teacher], "publication", document: paper))
            .Refused(HttpStatusCode.Conflict, "already-recorded", "document-of-another-consent");
    }

    [Fact]
    public async Task Carries_the_text_that_was_in_force_on_the_day_of_signing()
    {
        var school = await School.Open(installation);
        var teacher = await school.Person(30, kind: "teacher");
        await school.Text();
        Deciding.Done(await school.Post("/api/consent-texts/defaults",
            $$"""{"operator":"Школа","operatorAddress":"Новый адрес","effectiveOn":"{{Day(Today.AddDays(-2))}}"}"""));

        // The consent is to the first version of the text; a second one has replaced it since.
        (await school.Consent(teacher, [teacher]))
            .Refused(HttpStatusCode.UnprocessableEntity, "consent-text-not-published", "consent-text-not-in-force");
        Assert.Equal(["consent_given"], (await school.Consent(teacher, [teacher], signedOn: Today.AddDays(-3))).Events());
    }
}
