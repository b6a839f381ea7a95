namespace MentorshipFlow.People;

/// <summary>The signatures that a consent needs, by the age on the day of signing (L5, F10).</summary>
public static class Signers
{
    /// <summary>Faults of a set of signatures, each with the person concerned; empty when the set is valid.</summary>
    public static IReadOnlyList<Missing> Faults(Person state, IReadOnlyList<Guid> signers, AgeBand onTheDay, SignerPolicy policy)
    {
        var person = state.Registry.Registered!.Id;
        var (self, representative) = (signers.Contains(person), signers.Any(s => s != person));
        List<Missing> faults = [.. signers.Where(s => s != person && !state.Registry.Representatives.ContainsKey(s)).Distinct()
            .Select(s => new Missing("representative-not-linked", s.ToString()))];
        if (NeedsPerson(onTheDay, policy) && !self) faults.Add(new("signature-of-person-missing", person.ToString()));
        if (NeedsRepresentative(onTheDay, policy) && !representative)
            faults.Add(new("signature-of-representative-missing", person.ToString()));
        if (onTheDay < AgeBand.Fourteen && self) faults.Add(new("signature-of-child-has-no-force", person.ToString()));
        if (onTheDay.IsAdult() && representative) faults.Add(new("signature-of-representative-has-no-force", person.ToString()));
        return faults;
    }

    /// <summary>Faults that another signature does not heal: who may not sign at all.</summary>
    public static IReadOnlyList<Missing> Barred(Person state, IReadOnlyList<Guid> signers, AgeBand onTheDay, SignerPolicy policy) =>
        [.. Faults(state, signers, onTheDay, policy).Where(f => !f.What.EndsWith("-missing", StringComparison.Ordinal))];

    /// <summary>Whether the person and whether a representative must sign, by the age on the day of signing.</summary>
    public static (bool Person, bool Representative) Needed(AgeBand onTheDay, SignerPolicy policy) =>
        (NeedsPerson(onTheDay, policy), NeedsRepresentative(onTheDay, policy));

    /// <summary>Whether somebody may refuse or withdraw a consent: the person or, for a minor, a linked representative.</summary>
    /// <param name="onTheDay">The person's age band on the day of the refusal or withdrawal; null for the registered one.</param>
    public static bool Speaks(Person state, Guid by, AgeBand? onTheDay) =>
        by == state.Registry.Registered!.Id
            || (!(onTheDay ?? state.Registry.Registered.AgeBand).IsAdult() && state.Registry.Representatives.ContainsKey(by));

    private static bool NeedsPerson(AgeBand band, SignerPolicy policy) =>
        band.IsAdult() || (band >= AgeBand.Fourteen && policy != SignerPolicy.Representative);

    private static bool NeedsRepresentative(AgeBand band, SignerPolicy policy) =>
        !band.IsAdult() && (band < AgeBand.Fourteen || policy != SignerPolicy.Person);
}
