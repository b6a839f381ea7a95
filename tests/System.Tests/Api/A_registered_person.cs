using System.Net;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_registered_person(Installation installation)
{
    [Fact]
    public async Task Is_on_the_ledger_without_a_name_or_a_birth_date()
    {
        var school = await School.Open(installation);
        var (name, born) = (Name(), Today.AddYears(-12));

        var registered = await school.Post("/api/people", Body(name, born));

        Assert.Equal(HttpStatusCode.Created, registered.Status);
        var person = registered.Json["person"]!.GetValue<Guid>();
        Assert.Equal($"/api/people/{person}", registered.Response.Headers.Location!.ToString());
        Assert.Equal("tenToThirteen", registered.Json["standing"]!["ageBand"]!.GetValue<string>());
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        foreach (var read in new[] { registered, await school.Get($"/api/people/{person}"), await school.Get("/api/people"),
            await school.Get($"/api/audit/entries?stream=person-{person}", auditor) })
        {
            Assert.DoesNotContain(name, read.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Day(born), read.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_the_same_for_a_repeat_and_is_reported_when_registered_again()
    {
        var school = await School.Open(installation);
        var body = Body(Name(), Today.AddYears(-12));
        var first = await school.Post("/api/people", body, idempotency: "once");
        var person = first.Json["person"]!.GetValue<Guid>();

        var repeat = await school.Post("/api/people", body, idempotency: "once");
        var again = await school.Post("/api/people", body);
        var namesake = await school.Post("/api/people", body.Replace("\"kinds\"", "\"namesake\":true,\"kinds\"", StringComparison.Ordinal));

        Assert.Equal((person, true), (repeat.Json["person"]!.GetValue<Guid>(), repeat.Json["repeated"]!.GetValue<bool>()));
        again.Refused(HttpStatusCode.Conflict, "person-already-registered", "person-recorded");
        Assert.Equal($"{person}", again.Json["missing"]![0]!["where"]!.GetValue<string>());
        Assert.NotEqual(person, Deciding.Done(namesake).Json["person"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Is_registered_once_by_many_requests_at_the_same_moment()
    {
        var school = await School.Open(installation);
        var body = Body(Name(), Today.AddYears(-12));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => school.Post("/api/people", body)));

        var person = Assert.Single(answers, a => a.Status == HttpStatusCode.Created).Json["person"]!.GetValue<Guid>();
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a =>
            Assert.Equal(("person-already-registered", $"{person}"), (a.Code, a.Json["missing"]![0]!["where"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Is_changed_and_filtered()
    {
        var school = await School.Open(installation);
        var (child, teacher) = (await school.Person(12), await school.Person(30, kind: "teacher"));

        Deciding.Done(await school.Replace($"/api/people/{child}", $"/api/people/{child}/profile", """{"kinds":["learner"],"grade":8}"""));
        (await school.Replace($"/api/people/{child}", $"/api/people/{child}/profile", """{"kinds":["learner"],"grade":8}"""))
            .Refused(HttpStatusCode.Conflict, "nothing-changes");
        (await school.Replace($"/api/people/{child}", $"/api/people/{child}/profile", """{"kinds":["learner"],"grade":12}"""))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "grade");
        Deciding.Done(await school.Post($"/api/people/{teacher}/clearance",
            $$"""{"checkedOn":"{{Day(Today)}}","validUntil":"{{Day(Today.AddYears(1))}}"}"""));
        Deciding.Done(await school.Post($"/api/people/{teacher}/departure", $$"""{"on":"{{Day(Today)}}"}"""));
        Deciding.Done(await school.Consent(teacher, [teacher]));

        Assert.Equal([child], await Listed(school, "kind=learner"));
        Assert.Equal([teacher], await Listed(school, "ageBand=twentyToThirtyFive"));
        Assert.Equal([teacher], await Listed(school, "left=true"));
        Assert.Equal([teacher], await Listed(school, "consent=participation"));
        Assert.Equal([child], await Listed(school, "withoutConsent=participation"));
        Assert.Equal(new[] { child, teacher }.Order(), await Listed(school, "restricted=false&limit=2"));
        Assert.Equal("field-invalid", (await school.Get("/api/people?kind=wizard")).Code);
        Assert.Equal("field-invalid", (await school.Get("/api/people?left=perhaps")).Code);
    }

    [Fact]
    public async Task Gets_new_details_and_the_age_band_of_the_new_birth_date()
    {
        var school = await School.Open(installation);
        var (person, other) = (await school.Person(12), Name());
        Deciding.Done(await school.Post("/api/people", Body(other, Today.AddYears(-13))));

        var replaced = await school.Replace($"/api/people/{person}", $"/api/people/{person}/details",
            $$"""{"fullName":"{{Name()}}","birthDate":"{{Day(Today.AddYears(-14))}}","phone":"+7 000"}""");
        var taken = await school.Replace($"/api/people/{person}", $"/api/people/{person}/details",
            $$"""{"fullName":"{{other}}","birthDate":"{{Day(Today.AddYears(-13))}}"}""");

        Assert.Equal("fourteen", replaced.Json["standing"]!["ageBand"]!.GetValue<string>());
        taken.Refused(HttpStatusCode.Conflict, "person-already-registered", "person-recorded");
    }

    [Theory]
    [InlineData("""{"fullName":" ","kinds":["learner"],"birthDate":"2010-01-01"}""", "/fullName")]
    [InlineData("""{"fullName":"Участник","kinds":["learner"]}""", "/birthDate")]
    [InlineData("""{"fullName":"Участник","kinds":["learner"],"birthDate":"2999-01-01"}""", "/birthDate")]
    [InlineData("""{"fullName":"Участник","kinds":["learner"],"ageBand":"fourteen"}""", "/birthDate")]
    [InlineData("""{"fullName":"Участник","kinds":["teacher"],"ageBand":"overThirtyFive","birthDate":"1980-01-01"}""", "/ageBand")]
    public async Task Is_refused_with_the_name_of_the_invalid_field(string body, string where)
    {
        var school = await School.Open(installation);

        var refused = await school.Post("/api/people", body);

        Assert.Equal((HttpStatusCode.BadRequest, where), (refused.Status, refused.Json["missing"]![0]!["where"]!.GetValue<string>()));
    }

    private static async Task<IEnumerable<Guid>> Listed(School school, string query) =>
        (await school.Get($"/api/people?{query}")).Json["items"]!.AsArray().Select(p => p!["id"]!.GetValue<Guid>());
}
