using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Information about a mentee from a class teacher, a psychologist and a social worker.</summary>
public sealed class What_a_specialist_told(Installation installation)
{
    [Fact]
    public async Task Is_separate_from_other_texts_and_shown_to_few_roles()
    {
        var school = await School.Open(installation);
        var (programme, pupil) = (await school.ActiveProgramme(), await school.Person(12));
        var mentee = $"/api/programmes/{programme}/mentees";
        Deciding.Done(await school.Post(mentee, $$"""{"person":"{{pupil}}"}"""));
        foreach (var source in new[] { "classTeacher", "psychologist", "socialWorker" })
            Deciding.Done(await school.Post($"{mentee}/{pupil}/information",
                $$"""{"source":"{{source}}","subjectInformed":true,"text":"Сказал {{source}}."}"""));
        var initiator = await school.Key($$"""{"roles":["initiator"],"person":"{{Id.New()}}"}""");

        Assert.Equal(["Сказал classTeacher."], await Texts("texts", school.VeraKey));
        Assert.Equal(["Сказал psychologist.", "Сказал socialWorker."], await Texts("specialistTexts", school.VeraKey));
        Assert.Equal(["Сказал classTeacher."], await Texts("texts", initiator));
        (await Asked("specialistTexts", initiator))
            .Refused(HttpStatusCode.Forbidden, "wrong-person", "role-required", "role-required", "role-required");

        Task<Answer> Asked(string field, string key) =>
            school.Post("/api/people/disclosures", $$"""{"persons":["{{pupil}}"],"fields":["{{field}}"],"purpose":"programmeWork"}""", key);
        async Task<IEnumerable<string>> Texts(string field, string key) =>
            Deciding.Done(await Asked(field, key)).Json["items"]![0]![field]!.AsArray().Select(t => t!["text"]!.GetValue<string>());
    }
}
