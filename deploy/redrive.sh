#!/usr/bin/env bash
# Sends the starter's dead letters to it again: redrive.sh <DeadLetterQueueUrl> <StarterFunction>, outputs of the stack.
# A letter is deleted once the starter has taken it. One that it does not take ends the run, and stays. Needs the aws CLI.
set -euo pipefail
queue=${1:?the URL of the queue is missing}
function=${2:?the name of the function is missing}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sent=0
while true; do
  letter=$(aws sqs receive-message --queue-url "$queue" --visibility-timeout 60 --wait-time-seconds 2 \
    --query 'Messages[0].[ReceiptHandle, Body]' --output text)
  [ "$letter" != None ] || break
  receipt=${letter%%$'\t'*}
  printf '%s' "${letter#*$'\t'}" >"$folder/letter"
  error=$(aws lambda invoke --function-name "$function" --payload "fileb://$folder/letter" \
    --query FunctionError --output text "$folder/answer")
  if [ "$error" != None ]; then
    echo "sent again: $sent; the starter does not take the next:" >&2
    cat "$folder/answer" >&2
    exit 1
  fi
  aws sqs delete-message --queue-url "$queue" --receipt-handle "$receipt"
  sent=$((sent + 1))
done
echo "sent again: $sent"
