using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>Routes every command about a person to the decider of its room.</summary>
public static class PersonDecider
{
    /// <summary>Decides one command.</summary>
    /// <param name="privacy">Consent texts and signer policy of the person's organisation.</param>
    public static Decision Decide(Person state, PersonCommand command, Issued issued, OrganisationPrivacy privacy) =>
        Barrier(state, command, issued) is { } refusal
            ? refusal
            : command switch
            {
                RegistryCommand c => RegistryDecider.Decide(state, c, issued),
                ConsentCommand c => ConsentDecider.Decide(state, c, issued, privacy),
                ErasureCommand c => ErasureDecider.Decide(state, c, issued),
                _ => throw new UnreachableException(command.GetType().Name),
            };

    // Checks that precede every command. Delegations belong to a programme, so none are checked here.
    private static Refusal? Barrier(Person state, PersonCommand command, Issued issued) => (state.Registry.Registered, command) switch
    {
        (null, not RegistryCommand.RegisterPerson) => new Refusal(Reason.PersonNotFound),
        ({ } registered, RegistryCommand.RegisterPerson) =>
            new Refusal(Reason.PersonAlreadyRegistered, "person-registered", registered.Id.ToString()),
        (_, not ErasureCommand) when state.Erasure.Whole is { } erased =>
            new Refusal(Reason.PersonErased, "erasure-done", erased.Requested.Case.ToString()),
        _ when issued.By.OnBehalfOf is { } person => new Refusal(Reason.DelegationMissing, "delegation-missing", person.ToString()),
        _ => Dates.OfFact(issued.EffectiveOn, issued.AsOf),
    };
}
