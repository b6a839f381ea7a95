using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Privacy;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Messages;

/// <summary>A school with one event of each kind that causes an automatic command.</summary>
internal sealed record Causes(School School, Guid Running, Guid Withdrawn, Guid Left, Guid Adult, Guid Alone, Guid InBoth)
{
    /// <summary>The expected automatic commands: the entries of actor <c>system</c> by type.</summary>
    public static readonly IReadOnlyDictionary<string, int> Effects = new Dictionary<string, int>
    {
        // The person who withdrew and the person who left, both in one programme.
        ["mentee_removed_from_base"] = 2,
        ["consent_requested"] = 1,
        // In the cancelled programme, only the person who is in no other programme.
        ["erasure_requested"] = 1,
        ["delegation_revoked"] = 1,
        // The key of the curator who was replaced.
        ["access_key_revoked"] = 1,
    };

    /// <summary>Prepares a school. The returned function causes the events, in few requests.</summary>
    public static async Task<Func<Task<Causes>>> Prepare(School school)
    {
        var (running, cancelled) = (await school.ActiveProgramme("Идёт"), await school.ActiveProgramme("Прекращается"));
        var (withdrawn, mother, consent) = await Child(school);
        var ((left, _, _), (alone, _, _), (both, _, _)) = (await Child(school), await Child(school), await Child(school));
        var (adult, _, _) = await Child(school);
        foreach (var child in new[] { withdrawn, left, both, adult }) await Apply(school, running, child);
        foreach (var child in new[] { alone, both }) await Apply(school, cancelled, child);
        var robot = Id.New();
        await school.Key($$"""{"roles":["integrator"],"integrator":"{{robot}}"}""");
        Deciding.Done(await school.Post($"/api/programmes/{running}/delegations", $$"""{"integrator":"{{robot}}","from":"2021-09-01"}"""));
        var (order, end) = (await school.Document(running, "curator-order"), await school.Document(cancelled, "curator-order"));
        var next = await school.Person(40, kind: "teacher");
        var erasure = await school.Demanded(await school.Person(30, kind: "teacher"));
        Deciding.Done(await school.Post($"{erasure}/assessment", """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5"}""",
            school.GraceKey));

        return async () =>
        {
            Deciding.Done(await school.Post($"/api/people/{withdrawn}/consents/{consent}/withdrawal", Withdrawal(mother)));
            Deciding.Done(await school.Post($"/api/people/{left}/departure", $$"""{"on":"{{Day(Today)}}"}"""));
            Deciding.Done(await school.Replace($"/api/people/{adult}", $"/api/people/{adult}/details",
                $$"""{"fullName":"{{Name()}}","birthDate":"{{Day(Today.AddYears(-18))}}"}"""));
            Deciding.Done(await school.Change(cancelled, "cancellation",
                $$"""{"order":"{{end}}","reason":"Реорганизация."}"""));
            Deciding.Done(await school.Change(running, "curator",
                $$"""{"person":"{{next}}","order":"{{order}}","from":"{{Day(Today)}}"}"""));
            Deciding.Done(await school.Post($"{erasure}/destruction", key: school.GraceKey));
            return new(school, running, withdrawn, left, adult, alone, both);
        };
    }

    private static async Task<(Guid Child, Guid Mother, Guid Consent)> Child(School school)
    {
        var child = await school.Person(12);
        var mother = await school.Mother(child);
        return (child, mother, Deciding.Done(await school.Consent(child, [mother])).GivenId());
    }

    private static async Task Apply(School school, Guid programme, Guid person) =>
        Deciding.Done(await school.Post($"/api/programmes/{programme}/mentees", $$"""{"person":"{{person}}"}"""));

    private static string Withdrawal(Guid by) => $$"""{"receivedOn":"{{Day(Today)}}","by":"{{by}}"}""";
}
