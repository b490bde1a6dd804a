"""The storm: work goes on while everything below it is killed, and is counted afterwards."""
